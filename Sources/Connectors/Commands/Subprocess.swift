import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A program that was started by this one, with pipes for its standard streams.
///
/// It starts with no signal blocked, with the default reaction to each, in a process group of its
/// own, and with no other descriptor of this program open.
struct Subprocess {
  let process: pid_t
  /// None of the three ever blocks.
  let input: FileDescriptor
  let output: FileDescriptor
  let errors: FileDescriptor

  /// A program could not be started; why, for people.
  struct StartError: Error {
    let reason: String
  }

  /// Starts a program, found by PATH unless its name has a slash.
  init(_ command: [String]) throws(StartError) {
    // Between pipe() and FD_CLOEXEC another thread's program would inherit the ends.
    let result = Self.starting.withLock { _ in Self.start(command) }
    switch result {
    case .success(let started): self = started
    case .failure(let error): throw error
    }
  }

  private init(process: pid_t, input: Pipe, output: Pipe, errors: Pipe) {
    self.process = process
    self.input = input.writing
    self.output = output.reading
    self.errors = errors.reading
    for descriptor in [self.input, self.output, self.errors] { descriptor.makeNonBlocking() }
  }

  /// Whether the program has ended; asks once and does not wait.
  static func hasEnded(_ process: pid_t) -> Bool {
    var status: Int32 = 0
    var result: pid_t
    repeat { result = waitpid(process, &status, WNOHANG) } while result < 0 && errno == EINTR
    // An error means that somebody else has taken its status.
    return result != 0
  }

  /// Sends a signal to the program and to those it has started.
  static func signal(_ process: pid_t, _ number: Int32) {
    _ = kill(-process, number)
  }

  func closeStreams() {
    for descriptor in [input, output, errors] { descriptor.close() }
  }

  private static let starting = Mutex(())

  private static func start(_ command: [String]) -> Result<Subprocess, StartError> {
    guard let name = command.first, !name.isEmpty else {
      return .failure(StartError(reason: "the command is empty"))
    }
    var pipes: [Pipe] = []
    for _ in 0..<3 {
      guard let pipe = Pipe() else {
        for pipe in pipes { pipe.close() }
        return .failure(StartError(reason: "no descriptors are left for pipes"))
      }
      pipes.append(pipe)
    }
    var process = pid_t()
    let code = spawn(
      command,
      streams: [pipes[0].reading, pipes[1].writing, pipes[2].writing],
      &process
    )
    guard code == 0 else {
      for pipe in pipes { pipe.close() }
      let reason = String(cString: strerror(code))
      return .failure(StartError(reason: "cannot start \(name): \(reason)"))
    }
    pipes[0].reading.close()
    pipes[1].writing.close()
    pipes[2].writing.close()
    return .success(
      Subprocess(process: process, input: pipes[0], output: pipes[1], errors: pipes[2])
    )
  }

  /// posix_spawn with attributes; the code of the error, or 0.
  private static func spawn(
    _ command: [String],
    streams: [FileDescriptor],
    _ process: inout pid_t
  ) -> Int32 {
    #if canImport(Darwin)
      var attributes: posix_spawnattr_t?
      var actions: posix_spawn_file_actions_t?
    #else
      var attributes = posix_spawnattr_t()
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawnattr_init(&attributes)
    posix_spawn_file_actions_init(&actions)
    defer {
      posix_spawnattr_destroy(&attributes)
      posix_spawn_file_actions_destroy(&actions)
    }
    var none = sigset_t()
    sigemptyset(&none)
    var all = sigset_t()
    sigfillset(&all)
    for number in [SIGKILL, SIGSTOP] { sigdelset(&all, number) }
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setpgroup(&attributes, 0)
    var flags = Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)
    flags |= Int32(POSIX_SPAWN_SETPGROUP)
    for (number, stream) in streams.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, stream.number, Int32(number))
    }
    #if canImport(Darwin)
      flags |= Int32(POSIX_SPAWN_CLOEXEC_DEFAULT)
    #else
      // The standard library's own descriptors and those of other people's code.
      for number in inheritable() { posix_spawn_file_actions_addclose(&actions, number) }
    #endif
    posix_spawnattr_setflags(&attributes, Int16(flags))

    let environment = ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }.sorted()
    return withCStrings(command) { arguments in
      withCStrings(environment) { variables in
        guard let program = arguments[0] else { return EINVAL }
        return posix_spawnp(&process, program, &actions, &attributes, arguments, variables)
      }
    }
  }

  /// The open descriptors from 3 on that a program would inherit.
  private static func inheritable() -> [Int32] {
    let limit = min(max(sysconf(Int32(_SC_OPEN_MAX)), 256), 65_536)
    return (3..<Int32(limit)).filter { number in
      let flags = fcntl(number, F_GETFD)
      return flags >= 0 && flags & FD_CLOEXEC == 0
    }
  }

  /// Lends the strings as a list that ends in a null pointer.
  private static func withCStrings<Result>(
    _ strings: [String],
    _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
  }
}
