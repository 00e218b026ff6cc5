import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The signals that ask a program to stop or to read its files again, as events of a loop.
///
/// They are blocked in every thread, and one thread does nothing but wait for them. A loop that
/// waited for them itself, as with signalfd(2), would learn of a second signal only when it is back
/// from whatever keeps it busy, and of two equal ones as of one: signals that wait do not queue.
/// The second request to stop ends the program at once, whatever the loop is doing.
package final class SignalSource: Sendable {
  package enum Event: Sendable {
    /// SIGINT or SIGTERM, for the first time.
    case stop
    /// SIGHUP.
    case reload
  }

  /// How the program ends when it is asked to stop again: not in order.
  package static let impatientStatus: Int32 = 1

  /// Signals are the whole program's, and so is what waits for them.
  private static let shared = SignalSource()

  private struct State {
    var stops = 0
    /// Those that came while no loop was there to take them.
    var early: [Event] = []
    var sender: LoopSender<Event>?
  }

  private let state = Mutex(State())
  /// Why there is no thread that waits.
  private let failure: SystemError?

  private init() {
    for number in Self.numbers {
      // What is ignored, as by nohup, might not wait to be taken.
      signal(number, SIG_DFL)
    }
    var set = Self.set
    pthread_sigmask(SIG_BLOCK, &set, nil)
    let code = startThread { SignalSource.shared.waitForSignals() }
    failure = code == 0 ? nil : SystemError("cannot start the thread for signals", code: code)
    guard code != 0 else { return }
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  /// Blocks the signals, keeps what comes from here on, and makes broken pipes errors of writing.
  ///
  /// To be called before the program has a second thread: threads begin with the mask of the one
  /// that starts them, and one that blocks nothing would be ended by the signal, with the program.
  package static func block() {
    ignoreBrokenPipes()
    _ = shared
  }

  /// Makes writing to a closed connection an error instead of the end of the program.
  static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

  /// Gives a loop the events that have come and those that will.
  package static func deliver(
    to loop: EventLoop,
    _ take: @escaping (Event) -> Void
  ) throws(SystemError) {
    block()
    if let failure = shared.failure { throw failure }
    let sender = loop.receive(Event.self, take)
    shared.state.withLock { state in
      for event in state.early { sender.send(event) }
      state.early = []
      state.sender = sender
    }
  }

  private static let numbers = [SIGINT, SIGTERM, SIGHUP]

  private static var set: sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    for number in numbers { sigaddset(&set, number) }
    return set
  }

  private func waitForSignals() {
    var set = Self.set
    while true {
      var number: Int32 = 0
      guard sigwait(&set, &number) == 0 else { continue }
      take(number == SIGHUP ? .reload : .stop)
    }
  }

  private func take(_ event: Event) {
    state.withLock { state in
      if event == .stop {
        state.stops += 1
        if state.stops > 1 { _exit(Self.impatientStatus) }
      }
      // A loop that has gone leaves nothing to be stopped; the program is about to end.
      guard let sender = state.sender else { return state.early.append(event) }
      sender.send(event)
    }
  }
}

/// Starts a thread with every signal blocked that runs to the end of the program; the error's code, or 0.
private func startThread(_ body: @escaping @Sendable () -> Void) -> Int32 {
  var (all, before) = (sigset_t(), sigset_t())
  sigfillset(&all)
  pthread_sigmask(SIG_BLOCK, &all, &before)
  defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
  let box = Unmanaged.passRetained(ThreadBody(run: body))
  #if canImport(Darwin)
    var thread: pthread_t?
    let code = pthread_create(&thread, nil, { runBody($0) }, box.toOpaque())
  #else
    var thread = pthread_t()
    let code = pthread_create(&thread, nil, { $0.flatMap { runBody($0) } }, box.toOpaque())
  #endif
  if code != 0 { box.release() }
  return code
}

private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void

  init(run: @escaping @Sendable () -> Void) { self.run = run }
}

private func runBody(_ pointer: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
  Unmanaged<ThreadBody>.fromOpaque(pointer).takeRetainedValue().run()
  return nil
}
