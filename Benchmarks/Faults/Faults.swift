import Foundation

/// Proofs that the built server keeps what it acknowledged, whatever happens to it.
@main
struct Faults {
  static let usage = """
    Does to a running server what happens to servers, and checks that nothing acknowledged is lost.

    usage: faults kill [--times N] [--seed N]
           faults disk | readonly | foreign | damaged | newer | second-writer | all
           faults restart [--conversations N]
           faults wire [--seconds N] [--seed N]
           faults soak [--minutes N] [--seed N]

      --program PATH   the program, also called --binary (default: frontdesk beside this one)
      --shop PATH      the shop's folder (default: the folder one is in)
      --store DIR      where stores are kept (default: a folder in TMPDIR, removed at the end)

      faults kill --times 200 --seed 7
          kill -9 at random moments under load, and everything checked after every restart
      faults disk
          a full disk under load: what was acknowledged is there, and the same process goes on
      faults restart --conversations 100000
          from starting the program to its first reply, and the memory it then has
      faults wire --seconds 60 --seed 7
          noise from many connections, and one among them whose every question must be answered
      faults soak --minutes 30 --seed 1
          everything at once over sockets: customers, agents, reloads, lost connections, slow readers
    """

  static func main() {
    signal(SIGPIPE, SIG_IGN)
    do {
      try run(Array(CommandLine.arguments.dropFirst()))
    } catch let error as UsageProblem {
      FileHandle.standardError.write(Data("faults: \(error.message)\n\n\(usage)\n".utf8))
      exit(2)
    } catch {
      report("FAILED: \(error)")
      exit(1)
    }
  }

  private static let options = [
    "--times", "--seed", "--program", "--shop", "--store", "--conversations", "--seconds",
    "--binary", "--minutes",
  ]

  private static func run(_ arguments: [String]) throws {
    guard let proof = arguments.first else { throw UsageProblem(message: "what is to be proved?") }
    var values: [String: String] = [:]
    var rest = arguments.dropFirst()
    while let name = rest.popFirst() {
      guard options.contains(name), let value = rest.popFirst()
      else { throw UsageProblem(message: "\(name) is no option, or has no value") }
      values[name] = value
    }
    func number(_ name: String, _ standard: Int) throws -> Int {
      guard let text = values[name] else { return standard }
      guard let number = Int(text), number > 0 else {
        throw UsageProblem(message: "\(name) must be a whole number from 1, not \(text)")
      }
      return number
    }
    let site = try Site(
      program: values["--program"] ?? values["--binary"],
      shop: values["--shop"],
      folder: values["--store"]
    )
    defer { site.leave() }
    let all: [(String, (Site) throws -> Void)] = [
      ("disk", FullDisk.prove), ("readonly", ReadOnlyFile.prove), ("foreign", WrongFiles.foreign),
      ("damaged", WrongFiles.damaged), ("newer", WrongFiles.newer),
      ("second-writer", WrongFiles.secondWriter),
    ]
    switch proof {
    case "kill":
      let times = try number("--times", 200)
      var kills = try KillProof(site, seed: UInt64(try number("--seed", 7)))
      try kills.run(times: times)
    case "restart":
      try Restart.prove(site, conversations: try number("--conversations", 100_000))
    case "soak":
      let minutes = try number("--minutes", 30)
      try Soak.prove(site, minutes: Double(minutes), seed: UInt64(try number("--seed", 1)))
    case "wire":
      var wire = try WireProof(site, seed: UInt64(try number("--seed", 7)))
      try wire.run(seconds: Double(try number("--seconds", 60)))
    case "all":
      for (name, prove) in all {
        report("== \(name)")
        try prove(site)
      }
    default:
      guard let prove = all.first(where: { $0.0 == proof })?.1 else {
        throw UsageProblem(message: "there is no proof \(proof)")
      }
      try prove(site)
    }
  }
}

struct UsageProblem: Error {
  let message: String
}

/// Something is not as it was promised.
struct Difference: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// Writes a text and a line end to standard output, at once.
func report(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

/// Ends the proof with a sentence when something is not as it was promised.
func require(_ condition: Bool, _ difference: @autoclosure () -> String) throws {
  if !condition { throw Difference(difference()) }
}
