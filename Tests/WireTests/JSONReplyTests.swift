import JSON
import TestSupport
import Testing
import Wire

@Suite("Lines of JSON that go out")
struct JSONReplyTests {
  @Test(
    "What is said in a session",
    arguments: [
      (
        SessionMessage(
          type: "message",
          session: "s1",
          seq: 8,
          re: "m1",
          text: "Hello",
          article: "hi"
        ),
        #"{"type":"message","session":"s1","seq":8,"re":"m1","text":"Hello","article":"hi"}"#
      ),
      (
        SessionMessage(type: "ack", session: "s1", seq: 9, re: "m2"),
        #"{"type":"ack","session":"s1","seq":9,"re":"m2"}"#
      ),
      (
        SessionMessage(type: "message", session: "s1", seq: 1, agent: "ana", text: "a\n\"b\""),
        #"{"type":"message","session":"s1","seq":1,"agent":"ana","text":"a\n\"b\""}"#
      ),
      (
        SessionMessage(
          type: "status",
          session: "s1",
          seq: 2,
          text: "long",
          buttons: [SessionMessage.Button(title: "Go on", payload: "/queue/wait{\"a\":1}")]
        ),
        #"{"type":"status","session":"s1","seq":2,"text":"long","buttons":[{"title":"Go on","payload":"/queue/wait{\"a\":1}"}]}"#
      ),
      (
        SessionMessage(
          type: "message",
          session: "s1",
          seq: 3,
          text: "x",
          attachments: [
            FileReference(url: "https://e/1"),
            FileReference(url: "https://e/2", mime: "image/png", name: "2", bytes: 5),
          ],
          confidence: 0.5,
          explanation: #"{"why":[1]}"#
        ),
        #"{"type":"message","session":"s1","seq":3,"text":"x","attachments":[{"url":"https://e/1"},{"url":"https://e/2","mime":"image/png","name":"2","bytes":5}],"confidence":0.5,"explanation":{"why":[1]}}"#
      ),
    ]
  )
  func writes(message: SessionMessage, expected: String) {
    var bytes = Array("before".utf8)
    message.append(to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "before" + expected + "\n")
  }

  @Test("A line of another type has the members that are written")
  func others() {
    #expect(text(JSONReply("moved")) == "{\"type\":\"moved\"}\n")
    #expect(
      text(JSONReply("typing") { $0.member("ticket", 7) }) == "{\"type\":\"typing\",\"ticket\":7}\n"
    )
  }

  @Test(
    "A result names the session and the id of its line, where it has them",
    arguments: [
      ("{}", #"{"type":"result","text":"x"}"#),
      (#"{"id":"a1"}"#, #"{"type":"result","re":"a1","text":"x"}"#),
      (
        #"{"session":"s1","id":"a1"}"#,
        #"{"type":"result","session":"s1","re":"a1","text":"x"}"#
      ),
    ]
  )
  func results(line: String, expected: String) throws {
    let request = try JSONRequest(line: line)
    #expect(text(.result(to: request) { $0.member("text", "x") }) == expected + "\n")
  }

  @Test("An error has its code, and of the rest what is known")
  func errors() {
    #expect(
      text(.error(JSONError(.tryAgain, "later")))
        == "{\"type\":\"error\",\"error\":{\"code\":\"try_again\",\"message\":\"later\"}}\n"
    )
    var error = JSONError(.badValue, "expected", member: "text", session: "s1", re: "m3")
    error.column = 34
    error.retryAfter = 0.25
    error.findings = ["a", "b"]
    #expect(
      text(.error(error, line: 12, request: "c1.12"))
        == #"{"type":"error","session":"s1","re":"m3","error":{"code":"bad_value","message":"expected","#
        + #""member":"text","line":12,"column":34,"retry_after":0.25,"request":"c1.12","#
        + #""findings":["a","b"]}}"# + "\n"
    )
  }

  @Test("Codes are words of the protocol", arguments: JSONError.Code.allCases)
  func codes(code: JSONError.Code) {
    #expect(code.rawValue.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x5F })
    #expect(text(.error(JSONError(code, ""))).contains("\"code\":\"\(code.rawValue)\""))
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
    let message = SessionMessage(
      type: "message",
      session: scalars(),
      seq: Int(random.next() % 100),
      re: scalars(),
      text: scalars() + "x",
      buttons: [SessionMessage.Button(title: scalars(), payload: scalars())]
    )
    var bytes: [UInt8] = []
    message.append(to: &bytes)
    try check(bytes) { members in
      #expect(members["session"]?.string == message.session)
      #expect(members["re"]?.string == message.re)
      #expect(members["text"]?.string == message.text)
    }
    let error = JSONError(.refused, scalars(), session: scalars(), re: scalars())
    try check(JSONReply.error(error, line: 1).bytes) { members in
      #expect(members["session"]?.string == error.session)
      #expect(members["re"]?.string == error.re)
    }
  }

  private func check(_ bytes: [UInt8], _ body: ([String: JSONValue]) -> Void) throws {
    #expect(bytes.last == 10)
    #expect(!bytes.dropLast().contains { $0 < 0x20 || $0 == 0x7F })
    guard case .object(let members)? = JSONParser.value(of: bytes[...]) else {
      Issue.record("no JSON: \(String(decoding: bytes, as: UTF8.self))")
      return
    }
    body(members)
  }

  private func text(_ reply: JSONReply) -> String { String(decoding: reply.bytes, as: UTF8.self) }
}
