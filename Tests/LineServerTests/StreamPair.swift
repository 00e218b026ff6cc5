@testable import LineServer

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Two connected ends that never block; each is closed once.
final class StreamPair {
  enum Kind {
    case pipe, sockets
  }

  /// What is written to `far` can be read from here; with sockets also the other way round.
  let near: Descriptor
  let far: Descriptor
  private var open: Set<Descriptor>

  init(_ kind: Kind = .sockets) throws {
    SignalSource.ignoreBrokenPipes()
    var ends: [Int32] = [-1, -1]
    let result = kind == .pipe ? pipe(&ends) : socketpair(AF_UNIX, streamType, 0, &ends)
    guard result == 0 else { throw SystemError("cannot open a pair", code: errno) }
    (near, far) = (Descriptor(number: ends[0]), Descriptor(number: ends[1]))
    open = [near, far]
    try near.prepareForPolling()
    try far.prepareForPolling()
  }

  deinit { for end in open { end.close() } }

  func close(_ end: Descriptor) {
    if open.remove(end) != nil { end.close() }
  }

  /// Puts one byte where `near` can read it.
  func send() { _ = far.write([1]) }

  /// Reads until nothing is there.
  func drain(_ end: Descriptor? = nil) {
    var scratch = [UInt8](repeating: 0, count: 65_536)
    while case .bytes(let count) = (end ?? near).read(into: &scratch), count > 0 {}
  }

  /// Writes until nothing more is taken.
  func fill(_ end: Descriptor) {
    let bytes = [UInt8](repeating: 0, count: 65_536)[...]
    while case .bytes = end.write(bytes) {}
  }
}

/// The pollers there are here.
enum PollerKind: CaseIterable {
  case poll
  #if os(Linux)
    case epoll
  #endif

  func make() throws -> any Poller {
    switch self {
    case .poll: PollPoller()
    #if os(Linux)
      case .epoll: try EpollPoller()
    #endif
    }
  }

  func makeLoop(elapsed: @escaping () -> Duration = { .zero }) throws -> EventLoop {
    try EventLoop(elapsed: elapsed, poller: make())
  }
}
