import TestSupport
import Testing
import TextAnalysis
import Understanding

@testable import Evaluation

@Suite("Training on a labelled set")
struct IntentTrainerTests {
  @Test("Intents are sorted, and oos is none of them")
  func intents() throws {
    let trainer = try IntentSamples.trainer(
      IntentSamples.shop(intentCount: 3) + IntentSamples.weather
    )
    #expect(trainer.intents == ["card", "parcel", "refund"])
    #expect(trainer.hasNegatives)
    #expect(trainer.learn().intents == trainer.intents)
    #expect(try !IntentSamples.trainer(IntentSamples.shop(intentCount: 2)).hasNegatives)
  }

  @Test("A set of nothing but oos is an error")
  func allOutOfScope() {
    let error = #expect(throws: SetError.self) {
      _ = try IntentSamples.trainer(IntentSamples.weather)
    }
    #expect(error?.description.hasPrefix("train.tsv: error: every utterance is oos") == true)
  }

  @Test("With few intents each example is judged once, as is each of none")
  func fewIntents() throws {
    let trainer = try IntentSamples.trainer(
      IntentSamples.shop(intentCount: 3) + IntentSamples.weather
    )
    let folds = (0..<IntentTrainer.foldCount).map { trainer.judge($0) }
    for fold in folds {
      #expect(fold.count { $0.kind == .inScope } == 30 / IntentTrainer.foldCount)
      #expect(fold.count { $0.kind == .negative } == 10 / IntentTrainer.foldCount)
      #expect(fold.allSatisfy { $0.kind != .heldOut })
    }
  }

  @Test("With five or more, whole intents are left out, and then never right")
  func leftOut() throws {
    let trainer = try IntentSamples.trainer(IntentSamples.shop(intentCount: 7))
    let folds = (0..<IntentTrainer.foldCount).map { trainer.judge($0) }
    #expect((40...70).contains(folds.joined().count { $0.kind == .heldOut }))
    #expect(folds.allSatisfy { $0.contains { $0.kind == .heldOut } })
    #expect(folds.allSatisfy { $0.contains { $0.kind == .inScope } })
    let heldOut = folds.joined().filter { $0.kind == .heldOut }
    #expect(heldOut.allSatisfy { !$0.isRight })
    let inside = folds.joined().filter { $0.kind == .inScope }
    #expect(inside.count <= 70 && inside.count >= 40)
    #expect(inside.count { $0.isRight } >= inside.count * 9 / 10)
  }

  @Test("Examples that are alike fall into the same part, wherever they stand in the file")
  func alike() throws {
    // Every two examples with the same words share none with the others.
    let things = "apple brick cloud drum eagle flute grape horse ink jar".split(separator: " ")
    var rows = things.enumerated().flatMap { number, thing in
      ["\(thing) \(thing)ish now\(number)", "now\(number) \(thing) \(thing)ish"].map {
        (text: $0, label: number % 2 == 0 ? "x" : "y")
      }
    }
    var random = SeededGenerator(seed: 1)
    rows.shuffle(using: &random)
    let trainer = try IntentSamples.trainer(rows)
    let judged = (0..<IntentTrainer.foldCount).flatMap { trainer.judge($0) }
    #expect(judged.count == rows.count)
    #expect(judged.allSatisfy { $0.match.coverage == 0 })
  }

  @Test("The same set is judged the same")
  func deterministic() throws {
    let rows = IntentSamples.shop(intentCount: 6) + IntentSamples.weather
    let (one, other) = (try IntentSamples.trainer(rows), try IntentSamples.trainer(rows))
    for fold in 0..<IntentTrainer.foldCount {
      #expect(one.judge(fold).map(\.match) == other.judge(fold).map(\.match))
    }
  }

  @Test("Intents of one example can be judged")
  func single() throws {
    let trainer = try IntentSamples.trainer([
      ("block my card", "card"), ("where is it", "track"), ("hm", "oos"),
    ])
    let judged = (0..<IntentTrainer.foldCount).flatMap { trainer.judge($0) }
    #expect(judged.count == 3)
  }
}

@Suite("Evaluation of a matcher")
struct IntentEvaluationTests {
  private func evaluation(
    _ rows: [(text: String, label: String)],
    valid: [(text: String, label: String)]? = nil
  ) throws -> IntentEvaluation {
    let trainer = try IntentSamples.trainer(rows)
    return IntentEvaluation(
      trainer: trainer,
      matcher: trainer.learn(),
      judged: (0..<IntentTrainer.foldCount).flatMap { trainer.judge($0) },
      valid: try valid.map { try IntentSamples.set($0, file: "valid.tsv") }
    )
  }

  private func confidence(_ text: String, _ evaluation: IntentEvaluation) throws -> Double {
    var room = IntentMatcher.Room()
    room.utterance.read(evaluation.trainer.analyzer.analyze(text))
    return try #require(evaluation.match(using: &room)).confidence
  }

  @Test("The threshold says what it was tuned on")
  func origin() throws {
    let shop = IntentSamples.shop(intentCount: 6)
    let plain = try evaluation(shop).threshold.origin
    #expect(plain.contains("cross-validation") && plain.contains("held out"))
    let negatives = try evaluation(shop + IntentSamples.weather).threshold.origin
    #expect(negatives.contains("cross-validation") && negatives.contains("out-of-scope"))
    let valid = try evaluation(shop, valid: [("lost my card", "card"), ("what a day", "oos")])
    #expect(valid.threshold.origin.contains("validation set"))
  }

  @Test("With a validation set the threshold keeps its sides apart")
  func valid() throws {
    let inside = ["stolen card", "parcel lost", "refund my money", "invoice copy", "password gone"]
    let outside = ["rain tomorrow", "joke", "is the moon old", "song", "cats or dogs"]
    let labels = ["card", "parcel", "refund", "invoice", "password"]
    let evaluation = try evaluation(
      IntentSamples.shop(intentCount: 5) + IntentSamples.weather,
      valid: zip(inside, labels).map { (text: $0, label: $1) }
        + outside.map { (text: $0, label: "oos") }
    )
    for text in inside {
      #expect(try confidence(text, evaluation) >= evaluation.threshold.value, "\(text)")
    }
    for text in outside {
      #expect(try confidence(text, evaluation) < evaluation.threshold.value, "\(text)")
    }
  }

  @Test("A validation set that has nothing out of scope lets more through than one that has")
  func validMoves() throws {
    let rows = IntentSamples.shop(intentCount: 6)
    let inside = rows.map { (text: "hey " + $0.text + " today", label: $0.label) }
    let with = try evaluation(rows, valid: inside + IntentSamples.weather)
    let without = try evaluation(rows, valid: inside)
    #expect(without.threshold.value < with.threshold.value)
  }

  @Test("Confidences are chances, one for an example itself, and the surer the more is known")
  func confidences() throws {
    for rows in [
      IntentSamples.shop(intentCount: 6),
      IntentSamples.shop(intentCount: 6) + IntentSamples.weather,
      IntentSamples.shop(intentCount: 2), IntentSamples.shop(intentCount: 1),
    ] {
      let evaluation = try evaluation(rows)
      #expect((0...1).contains(evaluation.threshold.value))
      #expect(try confidence("how do I block my card", evaluation) == 1)
      let known = try confidence("please block the card", evaluation)
      let half = try confidence("please paint the card zzz qqq", evaluation)
      let unknown = try confidence("zzz qqq xxx", evaluation)
      #expect(known > half && half > unknown)
      for value in [known, half, unknown] { #expect((0...1).contains(value)) }
    }
  }

  @Test("Out of scope is refused more often with examples of it than held-out intents alone")
  func refuses() throws {
    let evaluation = try evaluation(IntentSamples.shop(intentCount: 6) + IntentSamples.weather)
    for text in ["will it snow", "sing me a song", "tell a joke"] {
      #expect(try confidence(text, evaluation) < evaluation.threshold.value, "\(text)")
    }
    for text in ["please block my card", "I want a refund", "track my parcel"] {
      #expect(try confidence(text, evaluation) >= evaluation.threshold.value, "\(text)")
    }
  }
}
