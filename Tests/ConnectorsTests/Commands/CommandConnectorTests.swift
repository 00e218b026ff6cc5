import Content
import Dialogue
import Foundation
import Testing

@testable import Connectors

@Suite("Programs that carry out actions", .serialized)
struct CommandConnectorTests {
  private let folder: ScriptFolder

  init() throws {
    folder = try ScriptFolder()
  }

  /// Takes completions until so many are there, or half a minute is over.
  private func take(_ count: Int, from hub: ConnectorHub) -> [ActionCompletion] {
    var taken: [ActionCompletion] = []
    while taken.count < count, hub.waitForCompletions(upTo: 30) { taken += hub.takeCompletions() }
    return taken
  }

  private func outcome(
    _ command: [String],
    effect: ActionDefinition.Effect = .reads,
    timeout: Double = 30,
    retries: Int = 0,
    honoursKey: Bool = false
  ) throws -> ActionOutcome? {
    let hub = ConnectorHub(
      action(
        command,
        effect: effect,
        timeout: timeout,
        retries: retries,
        honoursKey: honoursKey
      )
    )
    hub.send(try request("k"))
    let outcome = take(1, from: hub).first?.outcome
    hub.close()
    // There is one completion and no other.
    #expect(hub.takeCompletions().isEmpty)
    #expect(hub.outstanding == 0)
    return outcome
  }

  @Test("One program answers many requests and is started once")
  func answers() throws {
    let command = folder.command(
      "done_ \"$key\" '{\"n\":1}'; echo \"$line\" >> $folder/asked",
      before: "echo started >> $folder/starts"
    )
    let hub = ConnectorHub(action(command))
    for index in 0..<200 { hub.send(try request("k\(index)")) }
    let completions = take(200, from: hub)
    #expect(Set(completions.map(\.key)).count == 200)
    #expect(completions.allSatisfy { $0.outcome == .done(["n": .number(1)]) })
    #expect(completions.allSatisfy { $0.conversation.value == "c-" + $0.key })
    hub.close()
    #expect(folder.lines(of: "starts").count == 1)
    let line = RequestLine.bytes(of: try request("k0")).dropLast()
    #expect(folder.lines(of: "asked").first == String(decoding: line, as: UTF8.self))
  }

  @Test("Nothing is started before the first request")
  func lazy() throws {
    let hub = ConnectorHub(action(folder.command(":", before: "echo x >> $folder/starts")))
    hub.close()
    #expect(folder.lines(of: "starts").isEmpty)
  }

  @Test("Replies may come in any order")
  func outOfOrder() throws {
    let hub = ConnectorHub(
      action(
        folder.command("if [ -n \"$last\" ]; then done_ \"$key\"; done_ \"$last\"; fi; last=$key")
      )
    )
    hub.send(try request("first"))
    hub.send(try request("second"))
    let completions = take(2, from: hub)
    #expect(completions.map(\.key) == ["second", "first"])
    #expect(completions.allSatisfy { $0.outcome == .done([:]) })
    hub.close()
  }

  @Test("A program that does the work and dies leaves a change unknown")
  func diesAfterWork() throws {
    let command = folder.command("echo \"$key\" >> $folder/work; exit 0")
    let outcome = try outcome(command, effect: .changes, retries: 3)
    #expect(outcome?.name == "unknown")
    #expect(folder.lines(of: "work") == ["k"])
  }

  @Test("With an honoured key it is asked again, and the work is done once")
  func diesAndIsAskedAgain() throws {
    let command = folder.command(
      """
      if grep -qx "$key" $folder/work 2>/dev/null; then done_ "$key" '{"again":true}'
      else echo "$key" >> $folder/work; exit 1; fi
      """
    )
    let outcome = try outcome(command, effect: .changes, retries: 1, honoursKey: true)
    #expect(outcome == .done(["again": .bool(true)]))
    #expect(folder.lines(of: "work") == ["k"])
  }

  @Test("A program that always dies: reading fails after its retries", arguments: [0, 2])
  func diesAlways(retries: Int) throws {
    let command = folder.command("echo \"$key\" >> $folder/asked; exit 1")
    #expect(try outcome(command, retries: retries)?.name == "failed")
    #expect(folder.lines(of: "asked").count == retries + 1)
  }

  @Test("A program that cannot be started fails, for changes too")
  func notThere() throws {
    for command in [["/no/such/program"], [""], [], [folder.path]] {
      #expect(try outcome(command, effect: .changes, retries: 2)?.name == "failed")
    }
    #expect(try outcome(["no-such-program-of-any-name"], retries: 2)?.name == "failed")
  }

  @Test("A program that says nothing: reading fails, a change is unknown")
  func hangs() throws {
    let command = folder.command(":")
    #expect(try outcome(command, timeout: 0.5)?.name == "failed")
    #expect(try outcome(command, effect: .changes, timeout: 0.5, retries: 2)?.name == "unknown")
    let honoured = try outcome(
      command,
      effect: .changes,
      timeout: 0.5,
      retries: 2,
      honoursKey: true
    )
    #expect(honoured?.name == "unknown")
  }

  @Test("A program that does not even read: what could not be written has failed")
  func doesNotRead() throws {
    let hub = ConnectorHub(action(["/bin/sh", "-c", "sleep 30"], effect: .changes, timeout: 1))
    let long = String(repeating: "x", count: 200_000)
    hub.send(try request("begun", "act", ["a": .text(long)]))
    hub.send(try request("waiting", "act", ["a": .text(long)]))
    let outcomes = Dictionary(
      take(2, from: hub).map { ($0.key, $0.outcome.name) },
      uniquingKeysWith: { $0 + $1 }
    )
    #expect(outcomes == ["begun": "unknown", "waiting": "failed"])
    hub.close()
  }

  @Test("A reply that comes too late, and one that comes twice, is dropped")
  func late() throws {
    // The first request is answered when the second one comes, and then everything again.
    let command = folder.command(
      "if [ \"$key\" = late ]; then :; else for n in 1 2; do done_ late; done_ \"$key\"; done; fi"
    )
    let hub = ConnectorHub(
      action(command, named: "slow", effect: .changes, timeout: 0.5),
      action(command, named: "quick")
    )
    hub.send(try request("late", "slow"))
    #expect(take(1, from: hub).map(\.outcome.name) == ["unknown"])
    hub.send(try request("next", "quick"))
    hub.send(try request("last", "quick"))
    let completions = take(2, from: hub)
    #expect(completions.map(\.key) == ["next", "last"])
    #expect(completions.allSatisfy { $0.outcome == .done([:]) })
    hub.close()
    #expect(hub.takeCompletions().isEmpty)
  }

  @Test(
    "Nonsense before the reply does no harm",
    arguments: [
      "echo nonsense", "echo '{}'", "echo", "printf '\\377\\n'", "done_ other",
      "printf '%05000d\\n' 7", "echo nonsense >&2",
    ]
  )
  func nonsense(script: String) throws {
    #expect(try outcome(folder.command("\(script); done_ \"$key\"")) == .done([:]))
  }

  @Test("A reply whose result cannot be read leaves a change unknown, and reading failed")
  func unreadable() throws {
    let command = folder.command("done_ \"$key\" '{\"a\":1.5}'")
    #expect(try outcome(command, effect: .changes)?.name == "unknown")
    #expect(try outcome(command)?.name == "failed")
  }

  @Test("A line without an end is given up")
  func endless() throws {
    let command = folder.command("head -c 3000000 /dev/zero; sleep 30")
    #expect(try outcome(command)?.name == "failed")
  }

  @Test("What the program refuses has failed and is not asked again")
  func refuses() throws {
    let command = folder.command(
      """
      echo "$key" >> $folder/asked
      printf '{"key":"%s","status":"failed","error":"too late"}\\n' "$key"
      """
    )
    let outcome = try outcome(command, effect: .changes, retries: 3, honoursKey: true)
    #expect(outcome == .failed("too late"))
    #expect(folder.lines(of: "asked").count == 1)
  }

  @Test("A program that ended while nothing was asked is started again")
  func startedAgain() throws {
    let command = folder.command("done_ \"$key\"; exit 0", before: "echo $$ >> $folder/starts")
    let hub = ConnectorHub(action(command))
    for key in ["a", "b", "c"] {
      hub.send(try request(key))
      #expect(take(1, from: hub).map(\.outcome) == [.done([:])])
      // What is sent while it ends is lost; here it has ended and its end has been noticed.
      let process = try #require(folder.lines(of: "starts").last.flatMap { pid_t($0) })
      while kill(process, 0) == 0 { usleep(1000) }
    }
    hub.close()
    #expect(folder.lines(of: "starts").count == 3)
  }

  @Test("A program that stays silent is ended and started anew")
  func silent() throws {
    let command = folder.command(
      "if [ $(wc -l < $folder/starts) -gt 1 ]; then done_ \"$key\"; fi",
      before: "echo x >> $folder/starts"
    )
    let outcome = try outcome(command, timeout: 0.2, retries: 50)
    #expect(outcome == .done([:]))
    #expect(folder.lines(of: "starts").count >= 2)
  }

  @Test("The end is noticed though something the program has started holds its output open")
  func orphan() throws {
    let command = folder.command("sleep 5 & exit 0")
    #expect(try outcome(command)?.name == "failed")
  }

  @Test("Closing completes all: reading failed, changes unknown, what was not sent failed")
  func closing() throws {
    let command = folder.command(":", before: "echo $$ > $folder/pid; echo x >> $folder/starts")
    let hub = ConnectorHub(
      action(command, named: "read"),
      action(command, named: "change", effect: .changes),
      action(["/no/such"], named: "unsent", retries: 100)
    )
    hub.send(try request("r", "read"))
    hub.send(try request("c", "change"))
    hub.send(try request("u", "unsent"))
    while folder.lines(of: "pid").isEmpty { usleep(1000) }
    hub.close(grace: 0.05)
    let outcomes = hub.takeCompletions().map { [$0.key, $0.outcome.name] }.sorted { $0[0] < $1[0] }
    #expect(outcomes == [["c", "unknown"], ["r", "failed"], ["u", "failed"]])
    let process = try #require(folder.lines(of: "pid").first.flatMap { pid_t($0) })
    #expect(kill(process, 0) == -1)
  }

  @Test("Closing waits for replies on their way")
  func closingWaits() throws {
    let hub = ConnectorHub(
      action(folder.command("echo x > $folder/asked; sleep 0.2; done_ \"$key\""), effect: .changes)
    )
    hub.send(try request("k"))
    while folder.lines(of: "asked").isEmpty { usleep(1000) }
    hub.close(grace: 20)
    #expect(hub.takeCompletions().map(\.outcome) == [.done([:])])
  }

  @Test("A program that ignores every kindness is ended all the same")
  func stubborn() throws {
    let command = [
      "/bin/sh", "-c", "trap '' TERM HUP; echo $$ > \(folder.path)/pid; while :; do sleep 1; done",
    ]
    let hub = ConnectorHub(action(command))
    hub.send(try request("k"))
    while folder.lines(of: "pid").isEmpty { usleep(1000) }
    hub.close(grace: 0)
    let process = try #require(folder.lines(of: "pid").first.flatMap { pid_t($0) })
    #expect(kill(process, 0) == -1)
    #expect(hub.takeCompletions().count == 1)
  }

  #if os(Linux)
    @Test("It starts with no signal blocked or ignored and with no other descriptor")
    func clean() throws {
      let leaked = open("/dev/null", O_RDONLY)
      defer { close(leaked) }
      let before = signal(SIGPIPE, SIG_IGN)
      defer { signal(SIGPIPE, before) }
      // No other program reads the status: the shell blocks signals while it starts one.
      let command = folder.command(
        """
        while IFS= read -r field; do
          case $field in SigBlk*|SigIgn*) echo "$field" >> $folder/signals ;; esac
        done < /proc/$$/status
        if [ -e /proc/$$/fd/\(leaked) ]; then echo leaked > $folder/leaks; fi
        done_ "$key"
        """
      )
      #expect(try outcome(command) == .done([:]))
      // The C library keeps two signals from 32 on for itself.
      let signals = folder.lines(of: "signals").map { line in
        line.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) }.map { $0 & 0x7FFF_FFFF }
      }
      #expect(signals == [0, 0])
      #expect(folder.lines(of: "leaks").isEmpty)
    }
  #endif

  @Test("SIGTERM ends a program though the one that starts it blocks and ignores it")
  func blockedByStarter() throws {
    var (blocked, before) = (sigset_t(), sigset_t())
    sigemptyset(&blocked)
    for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&blocked, number) }
    let reaction = signal(SIGTERM, SIG_IGN)
    pthread_sigmask(SIG_BLOCK, &blocked, &before)
    let program = Result { () throws(Subprocess.StartError) in try Subprocess(["sleep", "60"]) }
    pthread_sigmask(SIG_SETMASK, &before, nil)
    signal(SIGTERM, reaction)
    let started = try program.get()
    defer { started.closeStreams() }
    Subprocess.signal(started.process, SIGTERM)
    var status: Int32 = 0
    // The status of a program that a signal has ended is the signal's number.
    #expect(waitpid(started.process, &status, 0) == started.process)
    #expect(status & 0x7F == SIGTERM)
  }

  @Test("Whatever the program does, each request has one completion", arguments: [1, 2, 3])
  func anything(seed: Int) throws {
    // The script's own generator decides what happens to each line.
    let command = folder.command(
      """
      state=$(( (state * 1103515245 + 12345 + $$) % 2147483648 ))
      case $(( state / 65536 % 8 )) in
        0) exit 1 ;;
        1) echo nonsense ;;
        2) done_ "$key"; done_ "$key" ;;
        3) done_ "$key" '{"a":1.5}' ;;
        4) done_ "$key"; exit 0 ;;
        5) printf '{"key":"%s","status":"failed","retry":true}\\n' "$key" ;;
        6) ;;
        *) done_ "$key" ;;
      esac
      """,
      before: "state=\(seed)"
    )
    let hub = ConnectorHub(
      action(command, named: "read", timeout: 0.3, retries: 1),
      action(command, named: "change", effect: .changes, timeout: 0.3),
      action(
        command,
        named: "honoured",
        effect: .changes,
        timeout: 0.3,
        retries: 2,
        honoursKey: true
      )
    )
    let names = ["read", "change", "honoured"]
    for index in 0..<60 { hub.send(try request("k\(index)", names[index % 3])) }
    let completions = take(60, from: hub)
    #expect(Set(completions.map(\.key)).count == 60)
    for completion in completions where completion.outcome.name == "unknown" {
      let index = Int(completion.key.dropFirst()) ?? 0
      #expect(index % 3 != 0, "reading is never unknown")
    }
    hub.close()
    #expect(hub.takeCompletions().isEmpty)
  }
}
