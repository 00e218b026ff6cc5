import JSON
import TestSupport
import Testing
import Wire

@Suite("Lines of JSON that come in")
struct JSONRequestTests {
  @Test(
    "Lines, and what every one of them may have",
    arguments: [
      (#"{"type":"message","session":"s1","id":"m1","text":"x"}"#, "message", "s1", "m1"),
      (#"{"text":"x"}"#, "message", nil, nil), ("{}", "message", nil, nil),
      (#" {  "session" : "s-1" , "type" : "end" } "#, "end", "s-1", nil),
      (#"{"type":"shout","more":[1,{"x":null}],"session":"b"}"#, "shout", "b", nil),
      (#"{"type":"a","type":"b","id":"~!"}"#, "b", nil, "~!"),
      (#"{"session":"\u0073\u002F1","id":"d17"}"#, "message", "s/1", "d17"),
      ("{\"session\":\"\(String(repeating: "x", count: 128))\"}", "message", longest, nil),
    ] as [(String, String, String?, String?)]
  )
  func reads(line: String, type: String, session: String?, id: String?) throws {
    let request = try JSONRequest(line: line)
    #expect(request.type == type)
    #expect(request.session == session)
    #expect(request.id == id)
  }

  private static let longest = String(repeating: "x", count: 128)
  private static let long = longest + "x"

  @Test(
    "Wrong lines: the code, the member, and what could be read of the line",
    arguments: [
      (#"{"session":5,"text":"x"}"#, "session", nil, nil),
      (#"{"session":"","text":"x"}"#, "session", "", nil),
      (#"{"session":null,"id":"m"}"#, "session", nil, "m"),
      (#"{"session":"s 1"}"#, "session", "s 1", nil),
      (#"{"session":"ş1"}"#, "session", "ş1", nil),
      (#"{"session":"a\nb","id":"m"}"#, "session", "a\nb", "m"),
      ("{\"session\":\"\(long)\"}", "session", long, nil),
      (#"{"session":"s","id":7}"#, "id", "s", nil), (#"{"id":null}"#, "id", nil, nil),
      (#"{"session":"s","id":""}"#, "id", "s", ""), (#"{"id":"é"}"#, "id", nil, "é"),
      ("{\"session\":\"s\",\"id\":\"\(long)\"}", "id", "s", long),
      (#"{"type":1,"session":"s"}"#, "type", "s", nil),
      (#"{"type":null,"id":"m"}"#, "type", nil, "m"), (#"{"type":""}"#, "type", nil, nil),
      (#"{"type":["message"]}"#, "type", nil, nil),
    ] as [(String, String, String?, String?)]
  )
  func refuses(line: String, member: String, session: String?, id: String?) {
    let error = #expect(throws: JSONError.self) { try JSONRequest(line: line) }
    #expect(error?.code == .badValue)
    #expect(error?.member == member)
    #expect(error?.session == session)
    #expect(error?.re == id)
    #expect(error?.message.contains("\"\(member)\"") == true)
  }

  @Test(
    "What is no JSON names the byte at which it goes wrong, counted from 1",
    arguments: [
      ("{", 2), (#"{"text":"x"} x"#, 14), (#"{"text":"x","#, 13), ("{]}", 2), (#"{"a":tru}"#, 6),
      (#"{"ș":01}"#, 8), (#"{"a" 1}"#, 6),
    ]
  )
  func noJSON(line: String, column: Int) {
    let error = #expect(throws: JSONError.self) { try JSONRequest(line: line) }
    #expect(error?.code == .notJSON)
    #expect(error?.column == column)
  }

  // MARK: Members

  /// One of the readers of members, by what it wants.
  enum Reader: CaseIterable {
    case text, optionalText, number, optionalNumber, flag, object, texts, attachments

    func read(_ request: JSONRequest) throws(JSONError) -> String {
      switch self {
      case .text: "\(try request.text("x", "something"))"
      case .optionalText: "\(try request.optionalText("x", longest: 4) ?? "nil")"
      case .number: "\(try request.number("x", in: 1...5, "1 to 5"))"
      case .optionalNumber: "\(try request.optionalNumber("x", in: 1...5, "1 to 5") ?? -1)"
      case .flag: "\(try request.flag("x", otherwise: true))"
      case .object: "\(try request.object("x")?.count ?? -1)"
      case .texts:
        try request.texts("x", ["a", "b"], longest: 4)
          .map { $0.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: ",") } ?? "nil"
      case .attachments: "\(try request.attachments().count)"
      }
    }
  }

  @Test(
    "Members that are there, and those that may be missing",
    arguments: [
      (.text, #""x""#, "x"), (.text, #""""#, ""), (.text, #""\u0433""#, "г"),
      (.optionalText, #""abcd""#, "abcd"), (.optionalText, #""""#, "nil"),
      (.optionalText, "null", "nil"), (.optionalText, nil, "nil"), (.number, "1", "1"),
      (.number, "5", "5"), (.optionalNumber, "3", "3"), (.optionalNumber, nil, "-1"),
      (.flag, "true", "true"), (.flag, "false", "false"), (.flag, nil, "true"),
      (.object, #"{"a":1,"b":{}}"#, "2"), (.object, "null", "-1"), (.object, nil, "-1"),
      (.texts, #"{"a":"1","b":"2","c":3}"#, "a=1,b=2"), (.texts, #"{"a":null,"b":""}"#, ""),
      (.texts, "{}", ""), (.texts, "null", "nil"), (.texts, nil, "nil"),
    ] as [(Reader, String?, String)]
  )
  func members(reader: Reader, value: String?, expected: String) throws {
    #expect(try reader.read(try request(value)) == expected)
  }

  @Test(
    "Members that are wrong, each by its name",
    arguments: [
      (.text, nil, "x"), (.text, "null", "x"), (.text, "5", "x"), (.text, #"["x"]"#, "x"),
      (.optionalText, "5", "x"), (.optionalText, #""abcde""#, "x"),
      (.optionalText, #""şşş""#, "x"),
      (.number, nil, "x"), (.number, "null", "x"), (.number, "0", "x"), (.number, "6", "x"),
      (.number, "1.5", "x"), (.number, "1e0", "x"), (.number, #""1""#, "x"), (.number, "true", "x"),
      (.number, "99999999999999999999", "x"), (.optionalNumber, "null", "x"),
      (.optionalNumber, "6", "x"), (.flag, "null", "x"), (.flag, "1", "x"),
      (.flag, #""true""#, "x"),
      (.object, "[]", "x"), (.object, #""x""#, "x"), (.texts, "[]", "x"),
      (.texts, #"{"a":5}"#, "x.a"), (.texts, #"{"a":"1","b":"abcde"}"#, "x.b"),
    ] as [(Reader, String?, String)]
  )
  func wrongMembers(reader: Reader, value: String?, member: String) throws {
    let request = try request(value)
    let error = #expect(throws: JSONError.self) { try reader.read(request) }
    #expect(error?.code == .badValue)
    #expect(error?.member == member)
    #expect(error?.session == "s1")
    #expect(error?.re == "m1")
    #expect(error?.message.contains("\"\(member)\": ") == true)
  }

  private func request(_ value: String?, as member: String = "x") throws -> JSONRequest {
    let given = value.map { ",\"\(member)\":\($0)" } ?? ""
    return try JSONRequest(line: "{\"session\":\"s1\",\"id\":\"m1\"\(given)}")
  }

  // MARK: Files

  @Test(
    "References to files",
    arguments: [
      (nil, []), ("null", []), ("[]", []),
      (
        #"[{"url":"https://e.example/a.jpg","mime":"image/jpeg","name":"a.jpg","bytes":48213}]"#,
        [
          FileReference(
            url: "https://e.example/a.jpg",
            mime: "image/jpeg",
            name: "a.jpg",
            bytes: 48_213
          )
        ]
      ),
      (
        #"[{"url":"svn+ssh://e/x","mime":null,"bytes":0,"more":1},{"url":"a:b"}]"#,
        [FileReference(url: "svn+ssh://e/x", bytes: 0), FileReference(url: "a:b")]
      ),
      (
        "[" + Array(repeating: #"{"url":"https://e/1"}"#, count: 5).joined(separator: ",") + "]",
        Array(repeating: FileReference(url: "https://e/1"), count: 5)
      ),
    ] as [(String?, [FileReference])]
  )
  func attachments(value: String?, expected: [FileReference]) throws {
    #expect(try request(value, as: "attachments").attachments() == expected)
  }

  @Test(
    "References that are none",
    arguments: [
      #""https://e/1""#, "{}", "[1]", "[null]", "[{}]", #"[{"url":5}]"#, #"[{"url":""}]"#,
      #"[{"url":"e.example/a"}]"#, #"[{"url":":a"}]"#, #"[{"url":"a b:c"}]"#,
      #"[{"url":"https://e/a b"}]"#, #"[{"url":"https://e/\u001b"}]"#, #"[{"url":"https://e/ș"}]"#,
      "[{\"url\":\"a:\(String(repeating: "x", count: 2_047))\"}]",
      #"[{"url":"a:b","mime":5}]"#, #"[{"url":"a:b","name":[]}]"#,
      "[{\"url\":\"a:b\",\"name\":\"\(String(repeating: "x", count: 256))\"}]",
      #"[{"url":"a:b","bytes":-1}]"#, #"[{"url":"a:b","bytes":1.5}]"#,
      #"[{"url":"a:b","bytes":"1"}]"#, #"[{"url":"a:b"},{"url":"b"}]"#,
    ]
  )
  func wrongAttachments(value: String) throws {
    let request = try request(value, as: "attachments")
    let error = #expect(throws: JSONError.self) { try request.attachments() }
    #expect(error?.code == .badValue)
    #expect(error?.member == "attachments")
    #expect(error?.re == "m1")
  }

  @Test("More references than are taken are an error of their own")
  func tooManyAttachments() throws {
    let files = Array(repeating: #"{"url":"a:b"}"#, count: 6).joined(separator: ",")
    let request = try request("[\(files)]", as: "attachments")
    let error = #expect(throws: JSONError.self) { try request.attachments() }
    #expect(error?.code == .tooMany)
    #expect(error?.session == "s1")
    #expect(error?.message.contains("6") == true)
  }

  // MARK: Pieces and noise

  @Test("However a stream of both forms is cut, the same lines come out")
  func splits() throws {
    let stream = Array(
      """
      {"session":"s1","id":"m1","text":"где? 👍"}\r
      hello\r
      {"type":"end"}
      /take 7
      {"text":"\\u0433\\n"}

      """.utf8
    )
    let expected = try read([stream[...]])
    #expect(expected.count == 5)
    for first in stream.indices {
      for second in first..<stream.count {
        let parts = [stream[..<first], stream[first..<second], stream[second...]]
        try #require(try read(parts) == expected, "cut at \(first) and \(second)")
      }
    }
    #expect(try read(stream.indices.map { stream[$0...$0] }) == expected)
  }

  /// What a server would make of bytes: the requests of both forms, as they are told apart.
  private func read(_ parts: [ArraySlice<UInt8>]) throws -> [String] {
    var decoder = LineDecoder()
    var lines: [String] = []
    for part in parts {
      decoder.append(part)
      while case .line(let line)? = decoder.next() {
        if line.text.utf8.first == UInt8(ascii: "{") {
          let request = try JSONRequest(line: line.text)
          lines.append(
            "\(request.type) \(request.session ?? "") \(request.id ?? "") "
              + "\(try request.optionalText("text") ?? "")"
          )
        } else {
          lines.append("\(try Request(line: line.text))")
        }
      }
    }
    return lines
  }

  @Test(
    "Lines that are cut, changed or doubled are refused or read, never anything else",
    arguments: 0..<40
  )
  func fuzz(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let line = Array(
      #"{"type":"message","session":"s1","id":"m1","x":"где \"2\" \ud83d\udc4d","attachments":[{"url":"a:b"}]}"#
        .utf8
    )
    for _ in 0..<60 {
      var bytes = line
      for _ in 0...Int(random.next() % 3) {
        let place = Int(random.next() % UInt64(max(1, bytes.count)))
        switch random.next() % 4 {
        case 0: bytes.removeSubrange(place...)
        case 1 where place < bytes.count: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 2:
          bytes.insert(
            contentsOf: Array(#""{}[]\,:"#.utf8).shuffled(using: &random).prefix(2),
            at: place
          )
        default: bytes += line
        }
      }
      do throws(JSONError) {
        let request = try JSONRequest(line: String(decoding: bytes, as: UTF8.self))
        #expect(!request.type.isEmpty)
        for name in [request.session, request.id].compactMap(\.self) {
          #expect((1...128).contains(name.utf8.count))
          #expect(name.utf8.allSatisfy { (0x21...0x7E).contains($0) })
        }
        for reader in Reader.allCases { _ = try? reader.read(request) }
      } catch {
        #expect(!error.message.isEmpty)
        #expect(error.code == .notJSON ? error.column != nil : error.member != nil)
      }
    }
  }
}
