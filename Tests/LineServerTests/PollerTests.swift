import TestSupport
import Testing

@testable import LineServer

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite("Both pollers")
struct PollerTests {
  @Test(
    "What is not read is reported again, and nothing before it is there",
    arguments: PollerKind.allCases
  )
  func levelTriggered(kind: PollerKind) throws {
    let (poller, pair) = try (kind.make(), StreamPair())
    poller.watch(pair.near, for: .reading)
    #expect(ready(poller).isEmpty)
    pair.send()
    #expect(ready(poller) == [pair.near: .reading])
    #expect(ready(poller) == [pair.near: .reading])
    pair.drain()
    #expect(ready(poller).isEmpty)
  }

  @Test("Only what was asked for is reported", arguments: PollerKind.allCases)
  func interests(kind: PollerKind) throws {
    let (poller, pair) = try (kind.make(), StreamPair())
    pair.send()
    for interest: Interest in [.reading, .writing, [.reading, .writing], [], .writing] {
      poller.watch(pair.near, for: interest)
      #expect(ready(poller) == (interest.isEmpty ? [:] : [pair.near: interest]))
    }
    pair.fill(pair.near)
    #expect(ready(poller).isEmpty)
    poller.watch(pair.near, for: [.reading, .writing])
    #expect(ready(poller) == [pair.near: .reading])
    pair.drain(pair.far)
    #expect(ready(poller) == [pair.near: [.reading, .writing]])
  }

  @Test(
    "A hang-up is ready for what was asked, and no news to who asks nothing",
    arguments: PollerKind.allCases
  )
  func hangUp(kind: PollerKind) throws {
    let (poller, pair, input, output) =
      try (kind.make(), StreamPair(), StreamPair(.pipe), StreamPair(.pipe))
    pair.close(pair.far)
    input.close(input.far)
    output.fill(output.far)
    output.close(output.near)
    for interest: Interest in [[], .reading, [.reading, .writing], .writing, []] {
      poller.watch(pair.near, for: interest)
      #expect(ready(poller) == (interest.isEmpty ? [:] : [pair.near: interest]))
    }
    poller.watch(input.near, for: .reading)
    poller.watch(output.far, for: .writing)
    #expect(ready(poller) == [input.near: .reading, output.far: .writing])
    poller.watch(input.near, for: [])
    poller.watch(output.far, for: [])
    #expect(ready(poller).isEmpty)
  }

  @Test(
    "Who ends only the sending side can be written to, and is read to the end",
    arguments: PollerKind.allCases
  )
  func halfClose(kind: PollerKind) throws {
    let (poller, pair) = try (kind.make(), StreamPair())
    pair.fill(pair.near)
    Socket.endSending(pair.far)
    poller.watch(pair.near, for: .writing)
    #expect(ready(poller).isEmpty)
    poller.watch(pair.near, for: [.reading, .writing])
    #expect(ready(poller) == [pair.near: .reading])
    var scratch = [UInt8](repeating: 0, count: 1)
    #expect(pair.near.read(into: &scratch) == .bytes(0))
    pair.drain(pair.far)
    #expect(ready(poller) == [pair.near: [.reading, .writing]])
  }

  @Test("Files are always ready, but only while somebody asks", arguments: PollerKind.allCases)
  func files(kind: PollerKind) throws {
    let (poller, pair) = try (kind.make(), StreamPair())
    let files = ["/dev/null", #filePath].map { (path: String) in
      Descriptor(number: open(path, O_RDONLY))
    }
    defer { for file in files { file.close() } }
    for file in files { poller.watch(file, for: .reading) }
    poller.watch(pair.near, for: .reading)
    // Nobody waits for ever while a file is ready.
    #expect(ready(poller, atMost: nil) == [files[0]: .reading, files[1]: .reading])
    pair.send()
    poller.watch(files[0], for: [])
    poller.watch(files[1], for: [.reading, .writing])
    #expect(ready(poller) == [files[1]: [.reading, .writing], pair.near: .reading])
    poller.watch(files[0], for: .writing)
    poller.forget(files[1])
    #expect(ready(poller) == [files[0]: .writing, pair.near: .reading])
    poller.watch(files[0], for: [])
    pair.drain()
    #expect(ready(poller).isEmpty)
  }

  @Test(
    "A number that was a file's may be a socket's next, and the other way round",
    arguments: PollerKind.allCases
  )
  func fileBecomesSocket(kind: PollerKind) throws {
    let (poller, pair) = try (kind.make(), StreamPair())
    let file = Descriptor(number: open("/dev/null", O_RDONLY))
    defer { file.close() }
    poller.watch(file, for: .reading)
    #expect(ready(poller) == [file: .reading])
    poller.forget(file)
    #expect(dup2(pair.near.number, file.number) == file.number)
    poller.watch(file, for: .reading)
    #expect(ready(poller).isEmpty)
    pair.send()
    #expect(ready(poller) == [file: .reading])
    poller.forget(file)
    pair.drain()
    let null = open("/dev/null", O_RDONLY)
    #expect(dup2(null, file.number) == file.number)
    close(null)
    poller.watch(file, for: .reading)
    #expect(ready(poller) == [file: .reading])
  }

  @Test("Duplicates of one open file are watched each on its own", arguments: PollerKind.allCases)
  func duplicates(kind: PollerKind) throws {
    let (poller, pair) = try (kind.make(), StreamPair())
    let other = Descriptor(number: dup(pair.near.number))
    defer { other.close() }
    poller.watch(pair.near, for: .reading)
    poller.watch(other, for: .writing)
    pair.send()
    #expect(ready(poller) == [pair.near: .reading, other: .writing])
    poller.forget(pair.near)
    #expect(ready(poller) == [other: .writing])
    poller.watch(other, for: .reading)
    #expect(ready(poller) == [other: .reading])
  }

  @Test(
    "A number that is in use again is watched for its new owner alone",
    arguments: PollerKind.allCases
  )
  func reusedNumbers(kind: PollerKind) throws {
    let (poller, old, new) = try (kind.make(), StreamPair(), StreamPair())
    let number = Descriptor(number: dup(old.near.number))
    defer { number.close() }
    poller.watch(number, for: [.reading, .writing])
    old.send()
    poller.forget(number)
    // The old file is still open, and ready.
    #expect(dup2(new.near.number, number.number) == number.number)
    poller.watch(number, for: .reading)
    #expect(ready(poller).isEmpty)
    new.send()
    #expect(ready(poller) == [number: .reading])
    poller.forget(number)
    #expect(ready(poller).isEmpty)
    // Once more is once too often, and no harm.
    poller.forget(number)
  }

  @Test(
    "More descriptors than fit into one report are all reported in time",
    arguments: PollerKind.allCases
  )
  func manyDescriptors(kind: PollerKind) throws {
    let (poller, pair) = try (kind.make(), StreamPair())
    let copies = (0..<520).map { _ in Descriptor(number: dup(pair.near.number)) }
    defer { for copy in copies { copy.close() } }
    try #require(copies.allSatisfy { $0.number >= 0 })
    for copy in copies { poller.watch(copy, for: .reading) }
    pair.send()
    var seen: Set<Descriptor> = []
    for _ in 0..<2 { seen.formUnion(ready(poller).keys) }
    #expect(seen == Set(copies))
  }

  @Test("A wait ends when its time is up, however short", arguments: PollerKind.allCases)
  func timeouts(kind: PollerKind) throws {
    let (poller, pair) = try (kind.make(), StreamPair())
    poller.watch(pair.near, for: .reading)
    let timeouts: [Duration] = [
      .seconds(-1), .zero, .nanoseconds(1), .microseconds(1), .nanoseconds(999_999_999) / 1000,
      .milliseconds(1), .seconds(1) / 999,
    ]
    for timeout in timeouts { #expect(ready(poller, atMost: timeout).isEmpty) }
    pair.send()
    #expect(ready(poller, atMost: nil) == [pair.near: .reading])
    #expect(ready(poller, atMost: .seconds(Int64.max)) == [pair.near: .reading])
  }

  @Test(
    "A fraction of a millisecond is waited for as a whole one",
    arguments: [
      (nil, -1), (.seconds(-1), 0), (.zero, 0), (.nanoseconds(1), 1), (.microseconds(999), 1),
      (.milliseconds(1), 1), (.microseconds(1001), 2), (.seconds(2), 2000),
      (.seconds(3600), 3_600_000), (.seconds(Int64.max), 3_600_000),
    ] as [(Duration?, Int32)]
  )
  func rounding(timeout: Duration?, milliseconds: Int32) {
    #expect(Duration.pollMilliseconds(timeout) == milliseconds)
  }

  #if os(Linux)
    @Test("Whatever happens, both report the same", arguments: 1...20 as ClosedRange<UInt64>)
    func anything(seed: UInt64) throws {
      var random = SeededGenerator(seed: seed)
      let pollers: [any Poller] = try [PollPoller(), EpollPoller()]
      var pairs = try (0..<8).map { _ in try StreamPair() }
      let interests: [Interest] = [[], .reading, .writing, [.reading, .writing]]
      for step in 0..<500 {
        let index = Int.random(in: pairs.indices, using: &random)
        let pair = pairs[index]
        switch Int.random(in: 0..<9, using: &random) {
        case 0...2:
          let interest = interests.randomElement(using: &random) ?? []
          for poller in pollers { poller.watch(pair.near, for: interest) }
        case 3: for poller in pollers { poller.forget(pair.near) }
        case 4: pair.send()
        case 5: pair.drain(Bool.random(using: &random) ? pair.near : pair.far)
        case 6: pair.fill(pair.near)
        case 7: Bool.random(using: &random) ? Socket.endSending(pair.far) : pair.close(pair.far)
        default:
          for poller in pollers { poller.forget(pair.near) }
          // Often gets the numbers of the old one.
          pair.close(pair.near)
          pair.close(pair.far)
          pairs[index] = try StreamPair()
        }
        var reports = pollers.map { ready($0) }
        // Another test may be starting a program, which for a moment has what was closed here.
        for _ in 0..<1000 where reports[0] != reports[1] {
          usleep(1000)
          reports = pollers.map { ready($0) }
        }
        try #require(reports[0] == reports[1], "step \(step)")
      }
    }
  #endif

  private func ready(
    _ poller: any Poller,
    atMost timeout: Duration? = .zero
  ) -> [Descriptor: Interest] {
    var ready: [(Descriptor, Interest)] = [(Descriptor(number: 999_999), .reading)]
    poller.wait(atMost: timeout, into: &ready)
    // Nothing is reported twice.
    return Dictionary(ready) { _, _ in
      Issue.record("a descriptor is reported twice")
      return []
    }
  }
}
