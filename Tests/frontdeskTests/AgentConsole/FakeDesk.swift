import Foundation
import Synchronization
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A server that speaks the agents' part of the protocol, with three tickets and no shop.
final class FakeDesk: Sendable {
  struct Ticket {
    var state = "pending"
    var language: String
    var customer: String
    var question: String
    var tags: [String] = []
    var said: [String] = []
  }

  private struct State {
    var tickets = [
      7: Ticket(language: "en", customer: "Ana Popescu", question: "where is my parcel?"),
      9: Ticket(language: "ru", customer: "Иван Петров", question: "где моя посылка?"),
      12: Ticket(language: "ar", customer: "ليلى حسن", question: "أين طلبي A-10432؟"),
    ]
    var received: [String] = []
    var answers: [String: String] = [:]
    var connection: Int32 = -1
    /// How many answers are lost with their connection.
    var lost = 0
    var isClosed = false
  }

  /// As `--connect` takes it.
  let address: String
  private let listener: Int32
  private let token: String?
  private let state = Mutex(State())

  /// Listens on a port the system chose, or on a Unix socket; with a token it wants that.
  init(unixSocket path: String? = nil, token: String? = nil) throws {
    self.token = token
    let family = path == nil ? AF_INET : AF_UNIX
    #if canImport(Glibc)
      let listener = socket(family, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let listener = socket(family, SOCK_STREAM, 0)
    #endif
    self.listener = listener
    if let path {
      var name = sockaddr_un()
      name.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path.utf8) }
      try #require(Self.bind(listener, &name) == 0)
      address = "unix:\(path)"
    } else {
      var name = sockaddr_in()
      name.sin_family = sa_family_t(AF_INET)
      name.sin_addr.s_addr = inet_addr("127.0.0.1")
      try #require(Self.bind(listener, &name) == 0)
      var size = socklen_t(MemoryLayout<sockaddr_in>.size)
      _ = withUnsafeMutablePointer(to: &name) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          getsockname(listener, $0, &size)
        }
      }
      address = "127.0.0.1:\(UInt16(bigEndian: name.sin_port))"
    }
    try #require(listen(listener, 8) == 0)
    signal(SIGPIPE, SIG_IGN)
    DispatchQueue(label: "desk").async { [self] in serve() }
  }

  /// Ends the thread; the desk is not used after it.
  func close() {
    state.withLock { state in
      state.isClosed = true
      if state.connection >= 0 { shutdown(state.connection, Int32(SHUT_RDWR)) }
    }
    shutdown(listener, Int32(SHUT_RDWR))
  }

  // MARK: What tests do

  /// Every line that came, in order.
  var received: [String] { state.withLock { $0.received } }

  /// The types of the lines that came, without those that come by themselves.
  var types: [String] {
    received.compactMap { Self.members(of: $0)["type"] as? String }.filter { $0 != "typing" }
  }

  /// What was said to customers.
  var said: [String] {
    state.withLock { $0.tickets.sorted { $0.key < $1.key }.flatMap(\.value.said) }
  }

  /// Takes in the next so many lines and closes the connection in place of answering each.
  func loseAnswers(_ count: Int) { state.withLock { $0.lost = count } }

  /// A line that is sent unasked, once somebody is there.
  func push(_ line: String) {
    state.withLock { Self.write(line, to: $0.connection) }
  }

  /// A customer writes.
  func say(_ text: String, in ticket: Int) {
    let line = Self.line(["type": "message", "ticket": ticket, "text": text])
    push(line)
  }

  /// Waits until a line came that contains a text.
  func expect(_ text: String) throws {
    for _ in 0..<2_000 {
      if received.contains(where: { $0.contains(text) }) { return }
      usleep(10_000)
    }
    throw Failure(what: "\(text) did not come: \(received)")
  }

  struct Failure: Error {
    let what: String
  }

  // MARK: The server

  private func serve() {
    while true {
      let number = accept(listener, nil, nil)
      guard number >= 0 else { break }
      let isClosed = state.withLock { state in
        state.connection = number
        return state.isClosed
      }
      if !isClosed { talk(over: number) }
      state.withLock { $0.connection = -1 }
      _ = closeDescriptor(number)
    }
    _ = closeDescriptor(listener)
  }

  private func talk(over number: Int32) {
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(number, &buffer, buffer.count)
      guard count > 0 else { return }
      received += buffer[..<count]
      while let end = received.firstIndex(of: 10) {
        let line = String(decoding: received[..<end], as: UTF8.self)
        received.removeSubrange(...end)
        guard answer(line) else { return }
      }
    }
  }

  /// Answers a line; false when the connection is to be closed.
  private func answer(_ line: String) -> Bool {
    state.withLock { state in
      state.received.append(line)
      let members = Self.members(of: line)
      let id = members["id"] as? String ?? ""
      let answer = state.answers[id] ?? Self.line(self.answer(members, id, &state))
      state.answers[id] = answer
      if state.lost > 0, members["type"] as? String != "hello" {
        state.lost -= 1
        return false
      }
      Self.write(answer, to: state.connection)
      return true
    }
  }

  private func answer(_ members: [String: Any], _ id: String, _ state: inout State) -> [String: Any]
  {
    let number = members["ticket"] as? Int
    func result(_ more: [String: Any] = [:]) -> [String: Any] {
      ["type": "result", "re": id].merging(more) { $1 }
    }
    func refusal(_ code: String, _ message: String) -> [String: Any] {
      ["type": "error", "re": id, "error": ["code": code, "message": message]]
    }
    func cards(_ wanted: String) -> [[String: Any]] {
      state.tickets.filter { $0.value.state == wanted }.keys.sorted().map {
        Self.card($0, state.tickets)
      }
    }
    switch members["type"] as? String {
    case "hello":
      if let token, members["token"] as? String != token {
        return refusal("unauthorized", "this token is not valid")
      }
      return [
        "type": "welcome", "re": id, "role": "agent", "name": members["name"] ?? "ana",
        "presence": members["presence"] ?? "online", "tickets": cards("assigned"),
        "waiting": cards("pending").count,
      ]
    case "queue": return result(["tickets": cards("pending")])
    case "tickets": return result(["tickets": cards("assigned")])
    case "next", "take":
      guard
        let taken = number
          ?? state.tickets.keys.sorted().first(where: {
            state.tickets[$0]?.state == "pending"
          })
      else { return refusal("refused", "nobody waits") }
      guard state.tickets[taken] != nil else {
        return refusal("not_found", "there is no ticket \(taken)")
      }
      state.tickets[taken]?.state = "assigned"
      return result(["ticket": Self.card(taken, state.tickets)])
    default: break
    }
    guard let number else { return result() }
    guard state.tickets[number] != nil else {
      return refusal("not_found", "there is no ticket \(number)")
    }
    switch members["type"] as? String {
    case "say": state.tickets[number]?.said.append(members["text"] as? String ?? "")
    case "resolve": state.tickets[number]?.state = "resolved"
    case "ticket":
      return result([
        "view": [
          "card": Self.card(number, state.tickets),
          "transcript": ["customer: \(state.tickets[number]?.question ?? "")", "bot: One moment."],
          "suggestions": [["article": "track-order", "title": "Where?", "confidence": 0.8]],
          "replies": ["late-parcel"],
        ]
      ])
    case "reply" where members["name"] as? String != "late-parcel":
      return refusal("refused", "there is no such reply")
    default: break
    }
    return result(["ticket": Self.card(number, state.tickets)])
  }

  private static func card(_ number: Int, _ tickets: [Int: Ticket]) -> [String: Any] {
    guard let ticket = tickets[number] else { return [:] }
    var card: [String: Any] = [
      "number": number, "state": ticket.state, "language": ticket.language, "channel": "web",
      "team": "support", "priority": "normal", "reason": "asked for a person",
      "customer": ticket.customer, "question": ticket.question, "tags": ticket.tags,
    ]
    if ticket.state == "assigned" { card["agent"] = "ana" }
    return card
  }

  private static func members(of line: String) -> [String: Any] {
    (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any] ?? [:]
  }

  private static func line(_ members: [String: Any]) -> String {
    let bytes = (try? JSONSerialization.data(withJSONObject: members)) ?? Data()
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func write(_ line: String, to number: Int32) {
    let bytes = Array((line + "\n").utf8)
    _ = writeBytes(number, bytes, bytes.count)
  }

  private static func bind<Address>(_ number: Int32, _ address: inout Address) -> Int32 {
    withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bindSocket(number, $0, socklen_t(MemoryLayout<Address>.size))
      }
    }
  }
}

private func closeDescriptor(_ number: Int32) -> Int32 { close(number) }

private func writeBytes(_ number: Int32, _ bytes: [UInt8], _ count: Int) -> Int {
  write(number, bytes, count)
}

private func bindSocket(
  _ number: Int32,
  _ address: UnsafePointer<sockaddr>,
  _ length: socklen_t
) -> Int32 { bind(number, address, length) }
