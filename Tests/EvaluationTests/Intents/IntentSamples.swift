import TextAnalysis
import Understanding

@testable import Evaluation

/// Labelled sets for training.
enum IntentSamples {
  static func set(_ rows: [(text: String, label: String)], file: String = "train.tsv") throws
    -> IntentSet
  {
    let text = rows.map { "\($0.text)\t\($0.label)\n" }.joined()
    return try IntentSet(SourceFile(name: file, bytes: Array(text.utf8)))
  }

  static func trainer(_ rows: [(text: String, label: String)]) throws -> IntentTrainer {
    try IntentTrainer(try set(rows), analyzer: Analyzer(language: .english), lexicon: Lexicon())
  }

  /// Ten examples to each of some intents, made of a verb and a thing.
  static func shop(intentCount: Int) -> [(text: String, label: String)] {
    let subjects = [
      ("card", ["block", "lose", "renew", "activate", "cut"]),
      ("parcel", ["track", "find", "see", "follow", "trace"]),
      ("refund", ["claim", "get", "want", "demand", "await"]),
      ("invoice", ["print", "send", "mail", "resend", "download"]),
      ("password", ["reset", "change", "forget", "recover", "restore"]),
      ("voucher", ["redeem", "use", "enter", "apply", "spend"]),
      ("warranty", ["check", "extend", "prove", "read", "use"]),
    ]
    return subjects.prefix(intentCount).flatMap { thing, verbs in
      verbs.flatMap { verb in
        [
          (text: "how do I \(verb) my \(thing)", label: thing),
          (text: "\(verb) the \(thing) please", label: thing),
        ]
      }
    }
  }

  static let weather = [
    "will it rain", "is it cold outside", "tell me a joke", "who won the match", "sing a song",
    "how old is the moon", "what is two and two", "cook rice for me", "do you like cats",
    "where was the king born",
  ].map { (text: $0, label: "oos") }
}
