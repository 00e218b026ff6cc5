#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A thread of its own for what waits, with all signals left to the program's other threads.
///
/// Writing to a program that has ended is then an error and not the end of this one.
final class ConnectorThread {
  private let thread: pthread_t

  /// Starts a thread; nil when the system has none left.
  init?(_ body: @escaping @Sendable () -> Void) {
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let box = Unmanaged.passRetained(Body(run: body))
    #if canImport(Darwin)
      var started: pthread_t?
      let code = pthread_create(&started, nil, { runBody($0) }, box.toOpaque())
      guard code == 0, let started else {
        box.release()
        return nil
      }
      thread = started
    #else
      var started = pthread_t()
      let code = pthread_create(&started, nil, { $0.flatMap { runBody($0) } }, box.toOpaque())
      guard code == 0 else {
        box.release()
        return nil
      }
      thread = started
    #endif
  }

  /// Waits until the thread's body has returned; to be called once.
  func join() {
    pthread_join(thread, nil)
  }

  fileprivate final class Body: Sendable {
    let run: @Sendable () -> Void

    init(run: @escaping @Sendable () -> Void) {
      self.run = run
    }
  }
}

private func runBody(_ pointer: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
  Unmanaged<ConnectorThread.Body>.fromOpaque(pointer).takeRetainedValue().run()
  return nil
}
