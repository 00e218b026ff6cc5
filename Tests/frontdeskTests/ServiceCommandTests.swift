import Dialogue
import Foundation
import FrontdeskEngine
import Storage
import Testing

@Suite("frontdesk stats, unanswered, review, transcripts, customer and store")
struct ServiceCommandTests {
  // MARK: stats

  @Test("stats counts what the store has, the same each time")
  func stats() throws {
    let store = try ServiceStore()
    let result = try store.report("stats", "--since", "30d", "-o", "json")
    #expect(result.status == 0, "\(result.errors)")
    let figures = try #require(try result.objects().first)
    #expect(figures["conversations"] as? Int == 6)
    func share(_ name: String) -> [String: Any] { figures[name] as? [String: Any] ?? [:] }
    #expect(share("handed_off")["count"] as? Int == 1)
    // Ana came back within a day.
    #expect(share("contained")["count"] as? Int == 4)
    #expect(share("confirmed")["count"] as? Int == 1)
    #expect(share("fallback_rate")["count"] as? Int == 3)
    #expect(share("csat")["share"] as? Double == 1)
    #expect(figures["contact_rate"] as? Double == 6)
    let seconds = figures["seconds"] as? [String: [String: Any]] ?? [:]
    #expect(seconds["waiting"]?["median"] as? Double == 30)
    #expect(seconds["first_response_person"]?["median"] as? Double == 40)
    #expect(seconds["resolution_person"]?["median"] as? Double == 90)
    #expect(try store.report("stats", "--since", "30d", "-o", "json").output == result.output)
    let text = try store.report("stats", "--since", "30d", "--compare", "previous")
    #expect(text.status == 0, "\(text.errors)")
    #expect(text.output.contains("6 conversations from 2026-10-08T00:00:00Z"), "\(text.output)")
    #expect(text.output.contains("track-order"))
    #expect(text.output.contains("compared with 2026-09-08T00:00:00Z"))
    let table = try store.report("stats", "--since", "30d", "-o", "csv")
    #expect(table.output.hasPrefix("group,name,figure,value,count,total\r\n"))
    #expect(table.output.contains("total,,contained,0.666667,4,6\r\n"), "\(table.output)")
  }

  @Test("An empty period has no figures and no quarrel")
  func empty() throws {
    let result = try ServiceStore().report("stats", "--since", "1h", "-o", "json")
    #expect(result.status == 0)
    let figures = try #require(try result.objects().first)
    #expect(figures["conversations"] as? Int == 0)
    #expect(figures["contact_rate"] is NSNull)
  }

  // MARK: unanswered

  @Test("Questions asked in vain are grouped without what is personal, ignored, and listed again")
  func unanswered() throws {
    let store = try ServiceStore()
    let listed = try store.report("unanswered", "-o", "json")
    #expect(listed.status == 0, "\(listed.errors)")
    let group = try #require(try listed.objects().first)
    #expect(group["count"] as? Int == 3)
    #expect(group["state"] as? String == "new")
    #expect(!listed.output.contains("bo@mail.org"))
    #expect((group["missing"] as? [String])?.contains("gifts") == true, "\(listed.output)")
    let id = try #require(group["id"] as? String)
    #expect(try store.report("unanswered", "-q").lines == [id])
    let ignored = try store.report("unanswered", "ignore", String(id.prefix(4)))
    #expect(ignored.status == 0, "\(ignored.errors)")
    #expect(try store.report("unanswered", "-q").output == "")
    #expect(try store.report("unanswered", "-q", "--all").lines == [id])
  }

  @Test("assign shows the example, writes it only when it may, and notes it")
  func assign() throws {
    let store = try ServiceStore([
      "intents/tests/en/a.yml": """
      test_cases:
        - test_case: wrapping
          steps:
            - user: do you wrap gifts
            - article: gift-wrapping

      """,
      "corpus/en/gift-wrapping.md": """
      ---
      id: gift-wrapping
      title: Ribbons and paper
      questions:
        - ribbon around a box
      tags: [paper]
      updated: 2026-01-02
      ---
      We put paper and ribbon around it.

      """,
    ])
    let article = "\(store.shop.path)/corpus/en/gift-wrapping.md"
    let before = try String(contentsOfFile: article, encoding: .utf8)
    let id = try #require(try store.report("unanswered", "-q").lines.first)
    let unasked = try store.report("unanswered", "assign", id, "gift-wrapping")
    #expect(unasked.status == 2)
    #expect(unasked.output.contains("  + do you wrap gifts\n"), "\(unasked.output)")
    #expect(
      unasked.output.contains("of 1 conversation test: 1 mended, 0 broken"),
      "\(unasked.output)"
    )
    #expect(try String(contentsOfFile: article, encoding: .utf8) == before)
    let done = try store.report("unanswered", "assign", id, "gift-wrapping", "--yes")
    #expect(done.status == 0, "\(done.errors)")
    let after = try String(contentsOfFile: article, encoding: .utf8)
    #expect(after.contains("  - do you wrap gifts\n"))
    #expect(try store.report("unanswered", "-q").output == "")
    let all = try store.report("unanswered", "--all")
    #expect(all.output.contains("assigned to gift-wrapping"), "\(all.output)")
    // The same asked in vain after that is news.
    let writer = try SQLiteStore(writing: store.path)
    try ServiceStore.add("late", ServiceStore.declined("wrap gifts", 10 * 86_400), to: writer)
    writer.close()
    let later = try Program.run(
      [
        "unanswered", "--store", store.path, "--content", store.shop.path, "--now",
        "2026-11-20T00:00:00Z",
      ],
      input: []
    )
    #expect(later.output.contains("asked 1 times since"), "\(later.output)\(later.errors)")
  }

  @Test("Who wanted none of the choices of a served chat asked something before")
  func served() throws {
    let shop = try TinyShop(bundledIn: "en")
    let path = "\(shop.path)/served.db"
    let served = try Program.run(
      "serve",
      "--stdio",
      "--content",
      shop.path,
      "--burst",
      "0",
      "--store",
      path,
      input: "my size\nNone of these\n"
    )
    #expect(served.output.contains("None of these"), "\(served.output)\(served.errors)")
    let listed = try Program.run(
      "unanswered",
      "--store",
      path,
      "--content",
      shop.path,
      "-o",
      "json"
    )
    let group = try #require(try listed.objects().first, "\(listed.errors)")
    #expect(group["signs"] as? [String: Int] == ["none_of_these": 1])
    let questions = group["questions"] as? [[String: Any]] ?? []
    #expect(questions.map { $0["text"] as? String } == ["my size"])
    let stats = try #require(
      try Program.run("stats", "--store", path, "--content", shop.path, "-o", "json").objects()
        .first
    )
    #expect((stats["clarify_rate"] as? [String: Any])?["count"] as? Int == 1)
    #expect((stats["fallback_rate"] as? [String: Any])?["count"] as? Int == 1)
  }

  @Test(
    "Wrong calls are told apart",
    arguments: [
      (["stats", "--since", "soon"], "--since cannot be \"soon\""),
      (["stats", "--compare", "ever"], "--compare cannot be"),
      (["stats", "--orders", "0"], "--orders cannot be"),
      (["stats", "--since", "1d", "--until", "2d"], "ends before it begins"),
      (["unanswered", "assign", "00000000", "track-order"], "there is no group 00000000"),
      (["unanswered", "assign", "x"], "expected assign ID INTENT"),
      (["unanswered", "forget", "x"], "expected assign, ignore"),
      (["review", "mark", "web-1/0", "right"], "there is no answer web-1/0"),
      (["review", "mark", "web-1/4", "good"], "is no judgement"),
      (["review", "--sample", "0"], "--sample cannot be"),
      (["transcripts", "search", " "], "TEXT is empty"),
      (["transcripts", "export", "--flow", "nothing"], "there is no script nothing"),
    ] as [([String], String)]
  )
  func usage(arguments: [String], expected: String) throws {
    let store = try ServiceStore()
    let result = try Program.run(
      arguments + ["--store", store.path, "--content", store.shop.path, "--now", ServiceStore.now],
      input: []
    )
    #expect(result.status == 2, "\(result.output)\(result.errors)")
    #expect(result.errors.contains(expected), "\(result.errors)")
  }

  // MARK: transcripts

  @Test("Conversations are found by a word in another form")
  func search() throws {
    let store = try ServiceStore()
    let found = try store.run(
      "transcripts",
      "search",
      "parcels",
      "-q",
      "--content",
      store.shop.path
    )
    #expect(found.lines == ["web-2", "web-1"], "\(found.errors)")
    let none = try store.run("transcripts", "search", "elephant", "--content", store.shop.path)
    #expect(none.status == 1)
    let shown = try store.run("transcripts", "show", "web-6")
    #expect(shown.output.contains("handoff: asked for a person, team support, normal"))
    #expect(shown.output.contains("agent: Hello Ana, write to ana@mail.example"))
    let missing = try store.run("transcripts", "show", "web-99")
    #expect(missing.status == 1)
    #expect(missing.errors.contains("there is no conversation web-99"))
  }

  @Test("An export has nothing personal in it unless it is raw, and is listed")
  func export() throws {
    let store = try ServiceStore()
    let file = "\(store.shop.path)/out.jsonl"
    let masked = try store.run(
      "transcripts",
      "export",
      "--out",
      file,
      "--content",
      store.shop.path
    )
    #expect(masked.status == 0, "\(masked.errors)")
    let text = try String(contentsOfFile: file, encoding: .utf8)
    for never in ["ana@mail", "bo@mail", "Ana"] { #expect(!text.contains(never), "\(never)") }
    #expect(text.contains("[name@example.com](email)"))
    for line in text.split(separator: "\n") {
      #expect(try JSONSerialization.jsonObject(with: Data(line.utf8)) is [String: Any])
    }
    #expect(masked.errors.contains("will begin so:"))
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let again = try store.run(
      "transcripts",
      "export",
      "--out",
      file,
      "--content",
      store.shop.path
    )
    #expect(again.status == 2)
    let raw = try store.run("transcripts", "export", "--raw", "--content", store.shop.path)
    #expect(raw.output.contains("ana@mail.example"))
    #expect(raw.errors.contains("not listed among the copies"))
    let table = try store.run(
      "transcripts",
      "export",
      "-o",
      "csv",
      "--customer",
      "cust-1",
      "--content",
      store.shop.path
    )
    #expect(table.output.components(separatedBy: "\r\n").count == 4, "\(table.output)")
    let gone = try store.run("customer", "forget", "cust-1", "--yes")
    #expect(gone.output.contains(file), "\(gone.output)")
  }

  // MARK: review

  @Test("A sample is judged line by line, and becomes questions")
  func review() throws {
    let store = try ServiceStore()
    let listed = try store.report("review", "--since", "30d", "-q")
    #expect(Set(listed.lines) == ["web-1/4", "web-2/3"])
    #expect(try store.report("review", "--since", "30d", "--sample", "1", "-q").lines.count == 1)
    let judged = try store.report("review", "--since", "30d", "--judge", input: "x\nr\nw\n")
    #expect(judged.status == 0, "\(judged.errors)")
    #expect(judged.output.contains("2 of 2 answers drawn, 2 judged"), "\(judged.output)")
    #expect(judged.output.contains("50.0 %"))
    #expect(judged.output.contains("9.5 to 90.5"))
    let marked = try store.report("review", "mark", "web-2/3", "decline", "--by", "ana")
    #expect(marked.output == "web-2/3: decline ana\n")
    let json = try #require(
      try store.report("review", "--since", "30d", "-o", "json").objects().first
    )
    #expect(json["should_have_declined"] as? Int == 1)
    #expect(json["right"] as? Int == 1)
    let file = "\(store.shop.path)/live.tsv"
    let unasked = try store.report("review", "--since", "30d", "--questions", file)
    #expect(unasked.status == 2)
    #expect(!FileManager.default.fileExists(atPath: file))
    let written = try store.report("review", "--since", "30d", "--questions", file, "--yes")
    #expect(written.status == 0, "\(written.errors)")
    let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
    #expect(lines.first == "id\ttext\tarticle\tintent\tslices")
    #expect(lines.count == 2)
    #expect(lines.last?.contains("where is my parcel") == true)
  }

  // MARK: customer, store

  @Test("All that an export of a customer holds is gone once the customer is forgotten")
  func customer() throws {
    let store = try ServiceStore()
    let exported = try store.run("customer", "export", "cust-1")
    #expect(exported.status == 0, "\(exported.errors)")
    let rows = try exported.objects()
    var counts: [String: Int] = [:]
    for row in rows { counts[row["table"] as? String ?? "", default: 0] += 1 }
    #expect(counts["conversations"] == 2)
    #expect(counts["events"] == 14)
    #expect(counts["tickets"] == 1)
    #expect(counts["ticket_changes"] == 4)
    #expect(counts["customers"] == 1)
    #expect(store.bytes().range(of: Data("ana@mail.example".utf8)) != nil)
    let unasked = try store.run("customer", "forget", "cust-1")
    #expect(unasked.status == 2)
    let gone = try store.run("customer", "forget", "cust-1", "--yes")
    #expect(gone.status == 0, "\(gone.errors)")
    for (table, count) in counts {
      #expect(gone.output.contains("\(table) \(count)"), "\(gone.output)")
    }
    #expect(store.bytes().range(of: Data("ana@mail.example".utf8)) == nil)
    #expect(try store.run("customer", "export", "cust-1").status == 1)
    #expect(try store.run("store", "check").status == 0)
    #expect(try store.report("stats", "--since", "30d").output.contains("4 conversations"))
  }

  @Test("While another process owns the store it can be read, and who would write is told of it")
  func owned() throws {
    let store = try ServiceStore()
    let owner = try SQLiteStore(writing: store.path)
    defer { owner.close() }
    let pid = ProcessInfo.processInfo.processIdentifier
    for arguments in [
      ["customer", "forget", "cust-1", "--yes"], ["review", "mark", "web-1/4", "right"],
    ] {
      let result = try Program.run(arguments + ["--store", store.path], input: [])
      #expect(result.status == 2, "\(result.errors)")
      #expect(result.errors.contains("process \(pid)"), "\(result.errors)")
    }
    #expect(try store.report("stats", "--since", "30d").status == 0)
    #expect(try store.run("store", "check").status == 0)
    let file = "\(store.shop.path)/ana.jsonl"
    let exported = try store.run("customer", "export", "cust-1", "--out", file)
    #expect(exported.status == 0)
    #expect(exported.errors.contains("is not listed among the copies"), "\(exported.errors)")
  }

  @Test("A backup is a store of its own; a damaged one is not whole")
  func backup() throws {
    let store = try ServiceStore()
    let copy = "\(store.shop.path)/copy.db"
    let made = try store.run("store", "backup", copy)
    #expect(made.status == 0, "\(made.errors)")
    #expect(try Program.run("store", "check", "--store", copy).output == "\(copy): whole\n")
    #expect(try store.run("store", "backup", copy).status == 1)
    var bytes = try Data(contentsOf: URL(filePath: copy))
    for place in 4_096..<min(bytes.count, 8_192) { bytes[place] = 0x41 }
    try bytes.write(to: URL(filePath: copy))
    #expect(try Program.run("store", "check", "--store", copy).status == 1)
  }

  @Test("A store that is not there is told of, and none is made")
  func missing() throws {
    let shop = try TinyShop()
    let path = "\(shop.path)/none.db"
    for arguments in [
      ["stats", "--content", shop.path], ["store", "check"], ["customer", "forget", "x", "--yes"],
      ["store", "backup", "\(shop.path)/b.db"],
    ] {
      let result = try Program.run(arguments + ["--store", path], input: [])
      #expect(result.status == 1, "\(arguments) \(result.errors)")
      #expect(result.errors.contains("there is no such file"), "\(result.errors)")
    }
    #expect(!FileManager.default.fileExists(atPath: path))
    // Without --store it is looked for where programs keep their data.
    let result = try Program.run(
      ["store", "check"],
      input: [],
      environment: ["XDG_DATA_HOME": shop.path]
    )
    #expect(result.errors.contains("\(shop.path)/frontdesk/frontdesk.db"), "\(result.errors)")
  }
}
