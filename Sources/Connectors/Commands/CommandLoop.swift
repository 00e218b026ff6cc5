import Content
import Dialogue

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The work of a command connector's thread: requests under way, the program and its streams.
struct CommandLoop {
  private let connector: CommandConnector
  private let wake: FileDescriptor
  private var jobs: [String: Job] = [:]
  /// Lines to be written, the first one perhaps in part.
  private var outgoing: [(key: String, bytes: ArraySlice<UInt8>, isBegun: Bool)] = []
  private var program: Running?
  /// Programs that are asked to end but have not yet.
  private var leaving: [(process: pid_t, since: ContinuousClock.Instant, signals: Int)] = []
  private var mayStartAt = ContinuousClock.now
  /// How often in a row the program ended, or could not be started, without a reply in between.
  private var failures = 0
  /// How many requests in a row got no reply in time while the program wrote nothing at all.
  private var silences = 0

  private struct Job {
    let request: ActionRequest
    let line: [UInt8]
    let timeout: Duration
    var attempts: Attempts
    var state: State
    var deadline: ContinuousClock.Instant

    enum State: Equatable {
      /// Sent again at its time.
      case pausing
      /// In `outgoing`, nothing of it written.
      case waiting
      /// Written, if only in part.
      case sent
    }
  }

  private struct Running {
    let subprocess: Subprocess
    var output = LineBuffer(maximumBytes: 1 << 20)
    var errors = LineBuffer(maximumBytes: 2048)
    var areErrorsOpen = true
  }

  init(connector: CommandConnector, wake: FileDescriptor) {
    self.connector = connector
    self.wake = wake
  }

  /// Takes a request on.
  mutating func accept(_ request: ActionRequest, _ definition: ActionDefinition) {
    let timeout = Duration.seconds(min(max(definition.timeout, 0.001), 86_400))
    jobs[request.key] = Job(
      request: request,
      line: RequestLine.bytes(of: request),
      timeout: timeout,
      attempts: Attempts(definition),
      state: .pausing,
      deadline: .now
    )
    enqueue(request.key)
  }

  /// Does what can be done now, and sleeps until there is more.
  mutating func step() {
    expire()
    startIfNeeded()
    write()
    wait(atMost: timeToNextEvent())
    read()
    reap()
  }

  /// Waits for replies on their way, completes everything and ends the program.
  mutating func close(grace: Duration) {
    let end = ContinuousClock.now + grace
    for key in jobs.keys.sorted() where jobs[key]?.state != .sent { giveUp(key) }
    while !jobs.isEmpty, program != nil, ContinuousClock.now < end {
      write()
      wait(atMost: min(end - .now, .milliseconds(20)))
      read()
      for (key, job) in jobs where job.deadline <= .now || job.state != .sent { giveUp(key) }
    }
    for key in jobs.keys.sorted() { giveUp(key) }
    leave()
    while !leaving.isEmpty {
      reap()
      if !leaving.isEmpty { wait(atMost: .milliseconds(10)) }
    }
  }

  // MARK: Requests

  /// Puts a request into the line of those to be sent; its time to be answered starts.
  private mutating func enqueue(_ key: String) {
    guard var job = jobs[key] else { return }
    job.state = .waiting
    job.deadline = .now + job.timeout
    jobs[key] = job
    outgoing.append((key, job.line[...], false))
  }

  /// Ends an attempt.
  private mutating func finish(_ key: String, _ answer: AttemptAnswer, isLast: Bool = false) {
    guard var job = jobs[key] else { return }
    outgoing.removeAll { $0.key == key && !$0.isBegun }
    switch job.attempts.verdict(on: answer, isLast: isLast) {
    case .complete(let outcome):
      jobs[key] = nil
      connector.mailbox.complete(key, outcome)
    case .again:
      job.state = .pausing
      job.deadline = .now + pause(job.attempts.made)
      jobs[key] = job
    }
  }

  /// Completes a request because the connector closes.
  private mutating func giveUp(_ key: String) {
    let reason = "the connector was closed before an answer came"
    finish(key, jobs[key]?.state == .sent ? .noAnswer(reason) : .notDone(reason), isLast: true)
  }

  /// Sends what has paused long enough and gives up what has waited long enough.
  private mutating func expire() {
    let now = ContinuousClock.now
    for key in jobs.keys.sorted() {
      guard let job = jobs[key], job.deadline <= now else { continue }
      switch job.state {
      case .pausing: enqueue(key)
      case .waiting: finish(key, .notDone("the program did not take the request in time"))
      case .sent:
        silences += 1
        finish(key, .noAnswer("no answer within \(job.timeout)"))
      }
    }
    if silences >= 2, program != nil {
      note("no answer to \(silences) requests in a row; it is started anew")
      end("the program did not answer and was ended")
    }
  }

  private func pause(_ times: Int) -> Duration {
    min(connector.retryDelay * (1 << min(max(times - 1, 0), 10)), .seconds(30))
  }

  private func timeToNextEvent() -> Duration? {
    var next = jobs.values.map(\.deadline).min()
    // Its end is noticed by the end of its output, unless a program that it started holds it open.
    if program != nil, !jobs.isEmpty { next = min(next ?? .now, .now + .milliseconds(100)) }
    if program == nil, !outgoing.isEmpty { next = min(next ?? mayStartAt, mayStartAt) }
    if !leaving.isEmpty { next = min(next ?? .now, .now + .milliseconds(20)) }
    return next.map { $0 - .now }
  }

  // MARK: The program

  private mutating func startIfNeeded() {
    guard program == nil, !outgoing.isEmpty, mayStartAt <= .now else { return }
    do throws(Subprocess.StartError) {
      program = Running(subprocess: try Subprocess(connector.command))
    } catch {
      failures += 1
      mayStartAt = .now + pause(failures)
      note(error.reason)
      for key in outgoing.map(\.key) { finish(key, .notDone(error.reason)) }
    }
  }

  private mutating func write() {
    while let program, let first = outgoing.first {
      switch program.subprocess.input.write(first.bytes) {
      case .bytes(let count):
        outgoing[0].isBegun = true
        jobs[first.key]?.state = .sent
        outgoing[0].bytes = first.bytes.dropFirst(count)
        if outgoing[0].bytes.isEmpty { outgoing.removeFirst() }
      case .wouldBlock: return
      case .failed:
        // What it answered before it closed its input still counts.
        read()
        end("the program ended before it answered")
        return
      }
    }
  }

  private func wait(atMost timeout: Duration?) {
    var entries = [pollfd(fd: wake.number, events: Int16(POLLIN), revents: 0)]
    if let program {
      let subprocess = program.subprocess
      entries.append(pollfd(fd: subprocess.output.number, events: Int16(POLLIN), revents: 0))
      if program.areErrorsOpen {
        entries.append(pollfd(fd: subprocess.errors.number, events: Int16(POLLIN), revents: 0))
      }
      if !outgoing.isEmpty {
        entries.append(pollfd(fd: subprocess.input.number, events: Int16(POLLOUT), revents: 0))
      }
    }
    Waiting.wait(for: &entries, atMost: timeout)
  }

  private mutating func read() {
    guard let process = program?.subprocess.process else { return }
    let hasEnded = Subprocess.hasEnded(process)
    readErrors()
    var scratch = [UInt8](repeating: 0, count: 1 << 16)
    while let running = program {
      switch running.subprocess.output.read(into: &scratch) {
      case .bytes(0):
        end("the program ended before it answered", hasEnded: hasEnded)
        return
      case .bytes(let count):
        let lines = program?.output.append(scratch[..<count]) ?? []
        for line in lines { receive(line) }
        if program?.output.isOverlong == true {
          note("a line of more than 1 MiB; it is started anew")
          end("the program wrote a line that is too long", hasEnded: hasEnded)
          return
        }
      case .wouldBlock:
        if hasEnded { end("the program ended before it answered", hasEnded: true) }
        return
      case .failed:
        end("the program's output cannot be read", hasEnded: hasEnded)
        return
      }
    }
  }

  private mutating func receive(_ line: ArraySlice<UInt8>) {
    silences = 0
    guard let reply = ReplyLine(line) else {
      note("a line that is no reply: \(Self.shown(line.prefix(200)))")
      return
    }
    // A reply that comes too late, or again, is to nothing that is under way.
    guard let job = jobs[reply.key], job.state == .sent || job.attempts.made > 0 else { return }
    failures = 0
    finish(reply.key, reply.answer)
  }

  /// Passes on what the program has to say to people.
  private mutating func readErrors() {
    var scratch = [UInt8](repeating: 0, count: 4096)
    while let running = program, running.areErrorsOpen {
      guard case .bytes(let count) = running.subprocess.errors.read(into: &scratch) else { return }
      var lines = program?.errors.append(scratch[..<count]) ?? []
      if count == 0 { program?.areErrorsOpen = false }
      if count == 0 || program?.errors.isOverlong == true {
        lines.append(program?.errors.takeRest() ?? [])
      }
      for line in lines where !line.isEmpty { note(Self.shown(line)) }
    }
  }

  /// Gives the program up: what it was sent has no answer, what it was not sent waits for the next.
  private mutating func end(_ reason: String, hasEnded: Bool = false) {
    guard program != nil else { return }
    readErrors()
    leave(hasEnded: hasEnded)
    failures += 1
    silences = 0
    mayStartAt = .now + pause(failures)
    outgoing.removeAll { $0.isBegun }
    for key in jobs.keys.sorted() where jobs[key]?.state == .sent {
      finish(key, .noAnswer(reason))
    }
  }

  private mutating func leave(hasEnded: Bool = false) {
    guard let subprocess = program?.subprocess else { return }
    subprocess.closeStreams()
    program = nil
    if !hasEnded { leaving.append((subprocess.process, .now, 0)) }
  }

  /// Ends what does not end by itself, first kindly.
  private mutating func reap() {
    leaving.removeAll { Subprocess.hasEnded($0.process) }
    for (index, item) in leaving.enumerated() {
      let age = ContinuousClock.now - item.since
      if item.signals == 0, age > .milliseconds(200) {
        Subprocess.signal(item.process, SIGTERM)
        leaving[index].signals = 1
      } else if item.signals == 1, age > .milliseconds(700) {
        Subprocess.signal(item.process, SIGKILL)
        leaving[index].signals = 2
      }
    }
  }

  /// Writes a line for people, or drops it where nobody takes it.
  private func note(_ text: String) {
    let name = connector.command.first?.split(separator: "/").last ?? "connector"
    let errors = FileDescriptor(number: 2)
    guard errors.isWritableNow else { return }
    _ = errors.write(Array("\(name): \(text)\n".utf8)[...])
  }

  /// A line without what would steer a terminal.
  private static func shown(_ line: ArraySlice<UInt8>) -> String {
    let text = String(decoding: line, as: UTF8.self)
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.filter { $0 == "\t" || !($0.value < 0x20 || 0x7F...0x9F ~= $0.value) }
      )
    )
  }
}
