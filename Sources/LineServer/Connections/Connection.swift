import Dialogue
import FrontdeskEngine
import Wire

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One connection: lines that have come in, replies that wait to go out, and who is at its end.
///
/// It moves bytes and never blocks; when to read, write or close is decided by `Server`.
final class Connection {
  enum Phase {
    case open
    /// Nothing is read any more; closed once everything has been sent.
    case draining
    case closed
  }

  /// How somebody is answered: as they write.
  enum Form { case plain, json }

  /// Counted by the server from 1.
  let number: Int
  let input: Descriptor
  let output: Descriptor
  /// Where it comes from; for logs, and for what is counted by address.
  let peer: SocketAddress?
  let openedAt: Duration

  var role = Role.customer
  var phase = Phase.open
  /// Whether the decoder may still hold finished lines.
  private(set) var mayHaveLines = false
  private(set) var inputHasEnded = false
  /// Whether nothing more is read: it ends once everything has been replied to.
  var isLeaving = false
  /// Whether the other side said that it goes; an end of the input alone may be a lost connection.
  var hasSaidGoodbye = false
  /// When a line last ended, or the one that has not ended began; `openedAt` before the first.
  private(set) var lastHeard: Duration
  private var lastRead: Duration
  /// When bytes last went out, or began to wait.
  var lastProgress = Duration.zero
  /// Bytes of the last read.
  private(set) var justRead = 0
  /// Whether the server has it on the list of this turn.
  var isTouched = false
  /// Nothing is answered until then: somebody has shown a wrong token.
  var isPaused = false
  var bucket: TokenBucket

  /// The conversation of plain lines, and of lines of JSON that name no session.
  var own: ConversationID?
  var ownForm = Form.plain
  /// The form of the last line; nil before the first.
  var lastForm: Form?
  /// The sessions served beside it, by the names they have here.
  var sessions: [ConversationID: String] = [:]
  /// Where a backend's customers write from, where their lines do not say it.
  var channel: String?
  /// The names a customer's connection has given to sessions.
  var aliases: [String: ConversationID] = [:]
  /// How many of them count among those of its address.
  var countedSessions = 0
  /// Outbound messages that were sent and not acknowledged.
  var deliveriesOnTheirWay: Set<Int> = []
  /// Whether there is room for more of them.
  var wantsDeliveries = false

  /// The lines of this turn, to be told if what came of them cannot be kept.
  var owed: [Owed] = []
  /// Lines that have come, of both forms.
  private(set) var lineCount = 0

  enum Owed {
    /// A plain line, which is replied to with a block.
    case block
    case json(session: String?, of: ConversationID?, re: String?)
  }

  private var decoder: LineDecoder
  /// What may be sent once it is kept.
  private var staged: [UInt8] = []
  private var waiting: [UInt8] = []
  private var sent = 0

  init(
    number: Int,
    input: Descriptor,
    output: Descriptor,
    peer: SocketAddress?,
    maximumLineBytes: Int,
    bucket: TokenBucket,
    at now: Duration
  ) {
    self.number = number
    self.input = input
    self.output = output
    self.peer = peer
    self.bucket = bucket
    openedAt = now
    lastHeard = now
    lastRead = now
    decoder = LineDecoder(maximumLineBytes: maximumLineBytes)
    if input != output { role = .backend(nil) }
  }

  /// Whether this is standard input and output rather than a socket.
  ///
  /// These are shared with other programs (the shell's terminal), so they stay in blocking mode.
  var isStandard: Bool { input != output }

  /// What logs call it; the name of a conversation is its key, and no business of logs.
  var label: String { "c\(number)" }

  /// What logs call the line that is being answered.
  var request: String { "c\(number).\(lineCount)" }

  /// Whether a program of JSON reads here, and nobody who reads blocks.
  var speaksJSON: Bool {
    ownForm == .json || !sessions.isEmpty || role.isAgentSpeakingJSON || lastForm == .json
  }

  /// Bytes of replies that wait to be taken.
  var waitingBytes: Int { waiting.count - sent }

  /// Bytes held for it, in and out.
  var heldBytes: Int { waitingBytes + staged.count + decoder.heldBytes }

  /// Whether a line has begun and not ended.
  var isInLine: Bool { decoder.isInLine }

  /// Whether that is a line of JSON.
  var isInJSONLine: Bool { decoder.firstByte == UInt8(ascii: "{") }

  /// Whether the last line over the limit was to be one of JSON.
  var wasTooLongJSON: Bool { decoder.firstByteOfTooLong == UInt8(ascii: "{") }
}

// MARK: - In

extension Connection {
  /// Reads once, through `scratch`, which all connections share.
  ///
  /// Returns the error code when the connection is broken.
  func receive(through scratch: inout [UInt8], at now: Duration) -> Int32? {
    switch input.read(into: &scratch) {
    case .bytes(0):
      inputHasEnded = true
      mayHaveLines = true
    case .bytes(let count):
      justRead = count
      // A line that comes byte by byte is as old as its first.
      if !isInLine { lastHeard = now }
      lastRead = now
      decoder.append(scratch[..<count])
      mayHaveLines = true
    case .wouldBlock: break
    case .failed(let code): return code
    }
    return nil
  }

  /// Gives the next line; at the end of the input also one without line end.
  func nextEvent() -> LineDecoder.Event? {
    if let event = decoder.next() ?? (inputHasEnded ? decoder.finish() : nil) {
      lineCount += 1
      lastHeard = lastRead
      return event
    }
    mayHaveLines = false
    return nil
  }
}

// MARK: - Out

extension Connection {
  enum Flush: Equatable {
    case done
    /// The other side must read first.
    case blocked
    case failed(code: Int32)
  }

  /// Puts a block behind what is to be sent when the turn has been kept.
  func enqueue(_ reply: ReplyBlock) {
    guard phase != .closed else { return }
    reply.append(to: &staged)
  }

  /// Puts a line of JSON behind what is to be sent when the turn has been kept.
  func enqueue(_ reply: JSONReply) {
    guard phase != .closed else { return }
    reply.append(to: &staged)
  }

  func enqueue(_ message: SessionMessage) {
    guard phase != .closed else { return }
    message.append(to: &staged)
  }

  /// Sends what comes of something that has been kept.
  func push(_ reply: JSONReply) {
    guard phase != .closed else { return }
    reply.append(to: &waiting)
  }

  /// Lets what was put together be sent.
  func releaseStaged() {
    owed = []
    guard !staged.isEmpty else { return }
    if waiting.isEmpty { waiting = staged } else { waiting += staged }
    // Most connections are idle most of the time: none of them keeps room for what it might say.
    staged = []
  }

  /// Forgets what was put together: nothing came of it.
  func discardStaged() { staged = [] }

  /// Sends what waits, as far as it is taken.
  func flush(at now: Duration) -> Flush {
    guard waitingBytes > 0 else { return .done }
    while waitingBytes > 0 {
      var chunk = waiting[sent...]
      if isStandard {
        guard output.isWritableNow else { return paused() }
        chunk = chunk.prefix(Int(PIPE_BUF))
      }
      switch output.write(chunk) {
      case .bytes(let count):
        sent += count
        lastProgress = now
      case .wouldBlock: return paused()
      case .failed(let code): return .failed(code: code)
      }
    }
    sent = 0
    waiting = []
    return .done
  }

  private func paused() -> Flush {
    // Moving the rest to the front costs its length, so not before as much has gone out.
    if sent > waitingBytes {
      waiting.removeSubrange(..<sent)
      sent = 0
    }
    return .blocked
  }
}
