import Foundation
import Testing

@Suite("frontdesk replay")
struct ReplayTests {
  private let questions = "hello\nwhere is my parcl??\nqqq www\nhuman\n"

  /// A shop and a recording made with it, of a conversation through a pipe.
  private func record(
    _ input: String,
    _ options: String...
  ) throws -> (shop: TinyShop, file: String) {
    let shop = try TinyShop()
    let result = try Program.run(
      ["chat", "-o", "json", "--content", shop.path] + options,
      input: Array(input.utf8)
    )
    #expect(result.status == 0, "\(result.errors)")
    try shop.write(result.output, to: "a.jsonl")
    return (shop, shop.folder.appending(path: "a.jsonl").path)
  }

  private func replay(_ shop: TinyShop, _ arguments: String...) throws -> Program.Result {
    try Program.run(["replay", "--content", shop.path] + arguments, input: [])
  }

  private func change(_ file: String, _ old: String, _ new: String) throws {
    let text = try String(contentsOf: URL(filePath: file), encoding: .utf8)
    #expect(text.contains(old), "\(text)")
    try Data(text.replacingOccurrences(of: old, with: new).utf8).write(to: URL(filePath: file))
  }

  @Test("What a chat wrote goes as it was recorded, commands of the chat included")
  func same() throws {
    let input =
      "hello\n:why\nwhere is my parcl??\n:undo\n:retry human\n:event x\n\n:now +2h\nhello\n"
    let (shop, file) = try record(input, "--lang", "en")
    let result = try replay(shop, file)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(result.lines == ["6 turns in 1 conversation: 6 as recorded, 0 changed"])
  }

  @Test("The bundled shop's flows and systems answer again as they did")
  func bundled() throws {
    let input = """
      :customer C-1001 name=Ana
      where is my order
      A-10432
      no, it's A-10433
      nobody@example.com
      cancel
      مرحبا
      أريد التحدث مع موظف

      """
    let chat = try Program.run("chat", "-o", "json", input: input)
    let slots = try chat.objects().compactMap { $0["slots"] as? [String: String] }
    #expect(slots.contains { $0["order_number"] == "A-10433" }, "\(chat.output)")
    let shop = try TinyShop(["a.jsonl": chat.output])
    let file = shop.folder.appending(path: "a.jsonl").path
    let result = try Program.run("replay", file)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(result.lines == ["7 turns in 1 conversation: 7 as recorded, 0 changed"])
    try change(file, "\"order_number\":\"A-10433\"", "\"order_number\":\"A-10434\"")
    let changed = try Program.run("replay", file)
    #expect(
      changed.lines.first
        == "\(file):4 SLOTS no, it's A-10433: order_number A-10434 -> order_number A-10433"
    )
  }

  @Test(
    "A turn that goes otherwise is told with its line and what kind of difference it is",
    arguments: [
      (#""intent":"smalltalk/greet""#, #""intent":"x""#, "1 INTENT hello: x -> smalltalk/greet"),
      (
        #""target":"article:track-order","article":"track-order""#,
        #""target":"article:x","article":"x""#,
        "2 ANSWER where is my parcl??: article:x -> article:track-order"
      ),
      (
        #""target":"article:track-order","article":"track-order""#, #""article":"x""#,
        "2 ANSWER where is my parcl??: article x -> article track-order"
      ),
      (
        #""kind":"decline""#, #""kind":"ask","flow":"returns""#,
        "3 STATE qqq www: kind ask, flow returns -> kind decline, flow none"
      ),
      (
        #""reason":"asked_for_person""#, #""reason":"anger""#,
        "4 HANDOFF human: anger, team none, priority normal -> "
          + "asked_for_person, team none, priority normal"
      ),
      (
        "Sorry, I did not", "I did not",
        "3 TEXT qqq www: I did not understand that. -> Sorry, I did not understand that."
      ),
      (#""slots":{}"#, #""slots":{"size":"M"}"#, "1 SLOTS hello: size M -> size none"),
    ]
  )
  func differences(old: String, new: String, line: String) throws {
    let (shop, file) = try record(questions)
    // Of a member that is there twice the first counts, so the one that was there goes.
    if new.contains("flow") { try change(file, #""flow":null,"#, "") }
    try change(file, old, new)
    let result = try replay(shop, file)
    #expect(result.status == 1, "\(result.errors)")
    #expect(result.lines.first == "\(file):\(line)", "\(result.output)")
    #expect(result.lines.last == "4 turns in 1 conversation: 3 as recorded, 1 changed")
    #expect(result.lines.count == 4)
  }

  @Test("White space and marks of direction make no difference; what is not told neither")
  func leniency() throws {
    let shop = try TinyShop([
      "a.jsonl": """
      \u{FEFF}{"question": "where is my parcel", "kind": "answer", "extra": [1, {"a": null}],\
       "text": " Follow  the\\nlink in \\u200Fthe e-mail. "}\r

      {"question": "", "kind": "empty"}

      """
    ])
    let file = shop.folder.appending(path: "a.jsonl").path
    let result = try replay(shop, file)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(result.lines == ["2 turns in 1 conversation: 2 as recorded, 0 changed"])
  }

  @Test("Conversations of one file are held apart, and --accept keeps the order of their lines")
  func several() throws {
    let turn = { (name: String, question: String, kind: String) in
      "{\"conversation\":\"\(name)\",\"question\":\"\(question)\",\"kind\":\"\(kind)\"}\n"
    }
    let shop = try TinyShop([
      "a.jsonl": turn("b", "qqq www", "decline") + turn("a", "qqq www", "decline")
        + turn("b", "zzz xxx", "answer") + turn("a", "human", "handoff")
    ])
    let file = shop.folder.appending(path: "a.jsonl").path
    let accepted = shop.folder.appending(path: "new/b.jsonl").path
    let result = try replay(shop, file, "--accept", accepted, "--now", "2026-03-01T09:00:00Z")
    #expect(result.status == 1, "\(result.errors)")
    #expect(result.lines.first == "\(file):3 STATE zzz xxx: kind answer -> kind handoff")
    #expect(result.lines.contains("STATE   1"))
    #expect(result.lines.last == "4 turns in 2 conversations: 3 as recorded, 1 changed")
    let again = try replay(shop, accepted, "-o", "json")
    #expect(again.status == 0, "\(again.output)\(again.errors)")
    let object = try #require(try again.objects().first)
    #expect(object["turns"] as? Int == 4)
    #expect((object["counts"] as? [String: Int])?["STATE"] == 0)
    let text = try String(contentsOf: URL(filePath: accepted), encoding: .utf8)
    let lines = text.split(separator: "\n")
    #expect(lines.allSatisfy { $0.contains("\"time\":\"2026-03-01T09:00:00Z\"") })
    #expect(lines.map { $0.contains("\"conversation\":\"a\"") } == [false, true, false, true])
    let json = try #require(try replay(shop, file, "-o", "json").objects().first)
    let difference = try #require((json["differences"] as? [[String: Any]])?.first)
    #expect(difference["type"] as? String == "STATE")
    #expect(difference["line"] as? Int == 3)
    #expect(difference["is"] as? String == "kind handoff")
  }

  @Test("What is accepted has samples for personal data, which are shown; --raw keeps it")
  func personalData() throws {
    let turn = #"{"question": "where is A-20001, mail ann@mail.com", "kind": "answer"}"#
    let shop = try TinyShop(["a.jsonl": turn + "\n"])
    let file = shop.folder.appending(path: "a.jsonl").path
    let result = try replay(shop, file, "--accept", file + ".new")
    let written = try String(contentsOf: URL(filePath: file + ".new"), encoding: .utf8)
    #expect(written.contains("where is A-00000, mail name@example.com"), "\(written)")
    #expect(!written.contains("20001") && !written.contains("ann@mail"))
    #expect(result.output.contains("  1: where is A-00000, mail name@example.com"))
    _ = try replay(shop, file, "--accept", file + ".raw", "--raw")
    let raw = try String(contentsOf: URL(filePath: file + ".raw"), encoding: .utf8)
    #expect(raw.contains("where is A-20001, mail ann@mail.com"))
    #expect(try replay(shop, file, "--raw").status == 2)
  }

  @Test("A slot that differs is told when it begins to differ, and not again")
  func slotsOnce() throws {
    let turn = #"{"question": "where is my parcel", "kind": "answer", "slots": {"size": "M"}}"#
    let shop = try TinyShop(["a.jsonl": turn + "\n" + turn + "\n"])
    let result = try replay(shop, shop.folder.appending(path: "a.jsonl").path)
    #expect(result.lines.filter { $0.contains(" SLOTS ") }.count == 1, "\(result.output)")
    #expect(result.status == 1)
  }

  @Test(
    "A line that is no turn is told with its place and what was expected",
    arguments: [
      ("[]", "expected a JSON object on one line"), ("{", "expected a JSON object on one line"),
      (#"{"kind": "answer"}"#, "`question` is missing"),
      (#"{"question": "hello"}"#, "`kind` is missing; expected one of answer, ask"),
      (#"{"question": 3, "kind": "answer"}"#, "`question`: expected a text"),
      (#"{"question": "a", "kind": "anwser"}"#, "found \"anwser\""),
      (#"{"question": "a", "kind": "answer", "time": "noon"}"#, "2026-01-05T10:00:00Z, found"),
      (#"{"question": "a", "kind": "answer", "choices": "x"}"#, "`choices`: expected a list"),
      (#"{"question": "a", "kind": "answer", "slots": [1]}"#, "`slots`: expected an object"),
      (#"{"question": "a", "kind": "answer", "handoff": true}"#, "`handoff`: expected null or"),
      (#"{"question": "a", "kind": "answer", "chosen_language": "xx"}"#, "found \"xx\""),
    ]
  )
  func wrong(line: String, message: String) throws {
    let shop = try TinyShop(["a.jsonl": "{\"question\":\"hello\",\"kind\":\"answer\"}\n\(line)\n"])
    let file = shop.folder.appending(path: "a.jsonl").path
    let result = try replay(shop, file, "--accept", file + ".new")
    #expect(result.status == 2)
    #expect(result.lines.first?.hasPrefix("\(file):2: error: ") == true, "\(result.output)")
    #expect(result.lines.first?.contains(message) == true, "\(result.output)")
    #expect(!FileManager.default.fileExists(atPath: file + ".new"))
  }

  @Test("Without turns it fails, and wrong uses are told")
  func usage() throws {
    let shop = try TinyShop(["a.jsonl": "\n", "b.jsonl": "\n"])
    let (one, two) = (shop.path + "/a.jsonl", shop.path + "/b.jsonl")
    let empty = try replay(shop, one)
    #expect(empty.status == 1)
    #expect(empty.output.contains("there are no turns"))
    #expect(try replay(shop).status == 2)
    #expect(try replay(shop, one, two, "--accept", "c.jsonl").status == 2)
    #expect(try replay(shop, shop.path + "/c.jsonl").status == 2)
    let time = try replay(shop, one, "--now", "noon")
    #expect(time.status == 2)
    #expect(time.errors.contains("2026-01-05T10:00:00Z"))
  }
}
