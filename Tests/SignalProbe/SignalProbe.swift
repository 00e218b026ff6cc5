import LineServer

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A loop that says which signals it gets, for tests to send it some.
///
/// It says `blocked`, waits for the end of its input, then says `running` and turns. What it does
/// when it is asked to stop is its argument: `ends`, `drains` for ever, or is `busy` for ever from
/// the start.
@main
struct SignalProbe {
  static func main() throws {
    SignalSource.block()
    let conduct = CommandLine.arguments.dropFirst().first ?? "ends"
    say("blocked")
    while getchar() != EOF {}
    let loop = try EventLoop(elapsed: TimeSource.system.elapsed)
    try SignalSource.deliver(to: loop) { event in
      say("\(event)")
      if event == .stop && conduct == "ends" { loop.stop() }
    }
    loop.post {
      say("running")
      while conduct == "busy" { sleep(1) }
    }
    loop.run()
    say("ended")
  }

  private static func say(_ line: String) {
    print(line)
    fflush(nil)
  }
}
