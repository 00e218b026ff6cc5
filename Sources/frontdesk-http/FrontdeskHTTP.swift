import Connectors
import Foundation
import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Posts request lines from standard input to a URL, and writes reply lines to standard output.
///
/// `frontdesk` starts it for `http` actions: one for each URL and time limit. Requests are posted as
/// they come, each once; whether one is sent again is decided by `frontdesk`.
@main
enum FrontdeskHTTP {
  private static let usage = """
    usage: frontdesk-http URL [SECONDS]
    Posts each line of JSON from standard input to URL, and writes one line of JSON for each answer.
    SECONDS is how long an answer may take (default: 10).

    """

  static func main() {
    signal(SIGPIPE, SIG_IGN)
    let arguments = CommandLine.arguments.dropFirst()
    let seconds = arguments.count > 1 ? arguments.last.flatMap { Double($0) } : 10
    guard (1...2).contains(arguments.count), let address = arguments.first, let seconds,
      seconds > 0, seconds < 86_400
    else {
      FileHandle.standardError.write(Data(usage.utf8))
      exit(2)
    }
    let poster = Poster(address: address, seconds: seconds) { line in write(line) }
    while let line = readLine(strippingNewline: true) {
      guard !line.isEmpty else { continue }
      guard let exchange = HTTPExchange(line: Array(line.utf8)[...]) else {
        FileHandle.standardError.write(Data("a line without a key\n".utf8))
        continue
      }
      poster.post(exchange)
    }
    poster.finish()
  }

  private static let output = Mutex(())

  /// Writes a line as a whole; ends the program when nobody reads it any more.
  private static func write(_ line: [UInt8]) {
    output.withLock { _ in
      var rest = line[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { systemWrite(1, $0.baseAddress, $0.count) }
        if count < 0, errno != EINTR { exit(1) }
        rest = rest.dropFirst(max(count, 0))
      }
    }
  }
}

private func systemWrite(_ number: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(number, bytes, count)
}
