import JSON
import TestSupport
import Testing
import Wire

@Suite("Lines of JSON that come in")
struct JSONRequestTests {
  @Test(
    "Lines and what they ask for",
    arguments: [
      (
        #"{"type":"message","session":"s1","id":"m1","text":"where is my parcel?"}"#,
        .message(session: "s1", id: "m1", text: "where is my parcel?")
      ),
      (#"{"session":"s1","text":"hello"}"#, .message(session: "s1", id: nil, text: "hello")),
      (#"{"session":"s1","text":""}"#, .message(session: "s1", id: nil, text: "")),
      (
        #"{"text":"a","session":"b","more":[1,{"x":null}]}"#,
        .message(session: "b", id: nil, text: "a")
      ),
      (#" {  "session" : "s-1" , "text" : "x" } "#, .message(session: "s-1", id: nil, text: "x")),
      (
        #"{"session":"s1","text":"\u0433\u0434\u0435\n\"2\" \ud83d\udc4d"}"#,
        .message(session: "s1", id: nil, text: "где\n\"2\" 👍")
      ),
      (#"{"type":"resume","session":"s1","seq":7}"#, .resume(session: "s1", seq: 7)),
      (#"{"type":"resume","session":"s1","seq":0,"text":5}"#, .resume(session: "s1", seq: 0)),
    ] as [(String, JSONRequest)]
  )
  func reads(line: String, expected: JSONRequest) throws {
    #expect(try JSONRequest(line: line) == expected)
  }

  private static let long = String(repeating: "x", count: 129)

  @Test(
    "Wrong lines, the code of the error, and what it names",
    arguments: [
      ("{", .notJSON, nil, nil), (#"{"session":"s","text":"x"} x"#, .notJSON, nil, nil),
      (#"{"session":"s","text":"x","#, .notJSON, nil, nil), ("{]}", .notJSON, nil, nil),
      (#"{"text":"x"}"#, .badSession, nil, nil),
      (#"{"session":"","text":"x"}"#, .badSession, "", nil),
      (#"{"session":5,"text":"x"}"#, .badSession, nil, nil),
      (#"{"session":"s 1","text":"x"}"#, .badSession, "s 1", nil),
      (#"{"session":"ş1","text":"x"}"#, .badSession, "ş1", nil),
      (#"{"session":"a\nb","text":"x","id":"m"}"#, .badSession, "a\nb", "m"),
      ("{\"session\":\"\(long)\",\"text\":\"x\"}", .badSession, long, nil),
      (#"{"session":"s","id":7,"text":"x"}"#, .badID, "s", nil),
      (#"{"session":"s","id":null,"text":"x"}"#, .badID, "s", nil),
      (#"{"session":"s","id":"","text":"x"}"#, .badID, "s", ""),
      ("{\"session\":\"s\",\"id\":\"\(long)\",\"text\":\"x\"}", .badID, "s", long),
      (#"{"session":"s","id":"m"}"#, .badText, "s", "m"),
      (#"{"session":"s","id":"m","text":["x"]}"#, .badText, "s", "m"),
      (#"{"type":"shout","session":"s","text":"x"}"#, .badType, "s", nil),
      (#"{"type":1,"session":"s","text":"x"}"#, .badType, "s", nil),
      (#"{"type":null,"session":"s","text":"x"}"#, .badType, "s", nil),
      (#"{"type":"resume","session":"s"}"#, .badSeq, "s", nil),
      (#"{"type":"resume","session":"s","seq":-1}"#, .badSeq, "s", nil),
      (#"{"type":"resume","session":"s","seq":1.5}"#, .badSeq, "s", nil),
      (#"{"type":"resume","session":"s","seq":"1"}"#, .badSeq, "s", nil),
      (#"{"type":"resume","session":"s","seq":99999999999999999999}"#, .badSeq, "s", nil),
    ] as [(String, JSONError.Code, String?, String?)]
  )
  func refuses(line: String, code: JSONError.Code, session: String?, id: String?) {
    let error = #expect(throws: JSONError.self) { try JSONRequest(line: line) }
    #expect(error?.code == code)
    #expect(error?.session == session)
    #expect(error?.re == id)
    #expect(error?.message.isEmpty == false)
  }

  @Test(
    "Lines that are cut, changed or doubled are refused or read, never anything else",
    arguments: 0..<40
  )
  func fuzz(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let line = Array(
      #"{"type":"message","session":"s1","id":"m1","text":"где \"2\" \ud83d\udc4d"}"#.utf8
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
        switch try JSONRequest(line: String(decoding: bytes, as: UTF8.self)) {
        case .message(let session, let id, _):
          #expect((1...128).contains(session.utf8.count))
          #expect(id.map { (1...128).contains($0.utf8.count) } ?? true)
        case .resume(_, let seq): #expect(seq >= 0)
        }
      } catch {
        #expect(!error.message.isEmpty)
      }
    }
  }

  @Test("However the bytes come in pieces, the same requests come out", arguments: 0..<20)
  func splits(seed: Int) {
    let requests: [JSONRequest] = [
      .message(session: "s1", id: "m1", text: "где мой заказ? 👍"),
      .resume(session: "s2", seq: 3), .message(session: "s3", id: nil, text: "a\nb"),
    ]
    let text = #"""
      {"session":"s1","id":"m1","text":"где мой заказ? 👍"}
      {"type":"resume","session":"s2","seq":3}
      {"session":"s3","text":"a\nb"}

      """#
    let bytes = Array(text.utf8)
    var random = SeededGenerator(seed: UInt64(seed))
    var decoder = LineDecoder()
    var read: [JSONRequest] = []
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + 1 + Int(random.next() % UInt64(seed + 1)))
      decoder.append(bytes[start..<end])
      start = end
      while case .line(let line)? = decoder.next() {
        if let request = try? JSONRequest(line: line.text) { read.append(request) }
      }
    }
    #expect(read == requests)
  }
}

@Suite("Lines of JSON that go out")
struct JSONReplyTests {
  @Test(
    "Replies and how they are written",
    arguments: [
      (
        .message(
          JSONReply.Message(
            type: "message",
            session: "s1",
            seq: 8,
            re: "m1",
            text: "Hello",
            article: "hi"
          )
        ),
        #"{"type":"message","session":"s1","seq":8,"re":"m1","text":"Hello","article":"hi"}"#
      ),
      (
        .message(JSONReply.Message(type: "ack", session: "s1", seq: 9, re: "m2")),
        #"{"type":"ack","session":"s1","seq":9,"re":"m2"}"#
      ),
      (
        .message(
          JSONReply.Message(type: "message", session: "s1", seq: 1, agent: "ana", text: "a\n\"b\"")
        ),
        #"{"type":"message","session":"s1","seq":1,"agent":"ana","text":"a\n\"b\""}"#
      ),
      (
        .message(
          JSONReply.Message(
            type: "status",
            session: "s1",
            seq: 2,
            text: "long",
            buttons: [JSONReply.Button(title: "Go on", payload: "/queue/wait")]
          )
        ),
        #"{"type":"status","session":"s1","seq":2,"text":"long","buttons":[{"title":"Go on","payload":"/queue/wait"}]}"#
      ),
      (
        .error(JSONError(.badText, "expected", session: "s1", re: "m3")),
        #"{"type":"error","session":"s1","re":"m3","error":{"code":"bad_text","message":"expected"}}"#
      ),
      (
        .error(JSONError(.tryAgain, "later")),
        #"{"type":"error","error":{"code":"try_again","message":"later"}}"#
      ),
    ] as [(JSONReply, String)]
  )
  func writes(reply: JSONReply, expected: String) {
    #expect(text(reply) == unescaped(expected) + "\n" || text(reply) == expected + "\n")
  }

  /// A slash may be escaped or not.
  private func unescaped(_ text: String) -> String {
    text.split(separator: "/", omittingEmptySubsequences: false).joined(separator: "\\/")
  }

  private func text(_ reply: JSONReply) -> String {
    var bytes: [UInt8] = []
    reply.append(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("Whatever is said, a reply is one line that is read as what was written", arguments: 0..<40)
  func lines(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    func scalars() -> String {
      String(
        String.UnicodeScalarView(
          (0..<random.next() % 40).compactMap { _ in
            Unicode.Scalar(UInt32(random.next() % (random.next() % 2 == 0 ? 0x80 : 0x1_F6FF)))
          }
        )
      )
    }
    let message = JSONReply.Message(
      type: "message",
      session: scalars(),
      seq: Int(random.next() % 100),
      re: scalars(),
      text: scalars() + "x",
      buttons: [JSONReply.Button(title: scalars(), payload: scalars())]
    )
    var bytes: [UInt8] = []
    JSONReply.message(message).append(to: &bytes)
    #expect(bytes.last == 10)
    #expect(!bytes.dropLast().contains { $0 < 0x20 })
    guard case .object(let members)? = JSONParser.value(of: bytes[...]) else {
      Issue.record("no JSON: \(String(decoding: bytes, as: UTF8.self))")
      return
    }
    #expect(members["session"]?.string == message.session)
    #expect(members["re"]?.string == message.re)
    #expect(members["text"]?.string == message.text)
  }
}
