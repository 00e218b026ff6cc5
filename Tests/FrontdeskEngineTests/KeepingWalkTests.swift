import Dialogue
import FrontdeskEngine
import Testing
import TextAnalysis

@Suite("Keeping: what a mishap must not change")
struct KeepingWalkTests {
  private static let walks: [(Language, UInt64)] =
    [(.english, 0), (.arabic, 5)]

  @Test(
    "a program that is ended and started at random goes on as one that is not",
    arguments: walks
  )
  func restarts(language: Language, seed: UInt64) throws {
    var walk = try KeepingWalk(.restart, language, seed: seed)
    try walk.run(steps: 30)
    #expect(walk.difference == nil, "seed \(seed): \(walk.difference ?? "")")
    #expect(walk.mishaps > 5)
    #expect(!walk.seen.isEmpty)
  }

  @Test(
    "what could not be kept did not happen, and happens once when it is tried again",
    arguments: walks
  )
  func failures(language: Language, seed: UInt64) throws {
    var walk = try KeepingWalk(.failure, language, seed: seed + 100)
    try walk.run(steps: 30)
    #expect(walk.difference == nil, "seed \(seed): \(walk.difference ?? "")")
    #expect(walk.mishaps > 5)
    #expect(!walk.seen.isEmpty)
  }
}
