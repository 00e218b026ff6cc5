import Foundation
import Testing

@Suite("frontdesk eval intents")
final class EvaluateIntentsTests {
  private let folder = FileManager.default.temporaryDirectory
    .appending(path: "intents-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func path(_ name: String) -> String { folder.appending(path: name).path }

  private static let train = """
    where is my parcel\ttrack
    track my parcel\ttrack
    when will the parcel come\ttrack
    is my parcel on its way\ttrack
    follow the parcel\ttrack
    I want my money back\trefund
    give me a refund\trefund
    refund my order\trefund
    when is the refund paid\trefund
    pay the money back\trefund
    send me the invoice\tinvoice
    I need an invoice\tinvoice
    print the invoice\tinvoice
    invoice by mail\tinvoice
    a copy of the invoice\tinvoice
    will it rain tomorrow\toos
    tell me a joke\toos
    who won the match\toos
    sing a song\toos
    is the moon far\toos

    """

  private static let test = """
    my parcel where is it\ttrack
    where is my parcel\ttrack
    money back please\trefund
    another invoice\tinvoice
    rain or snow\toos
    zzz qqq\toos

    """

  private func evaluate(
    _ options: String...,
    train: String = train,
    test: String = test,
    lexicon: String? = "none"
  ) throws -> Program.Result {
    for (name, text) in [("train.tsv", train), ("test.tsv", test)] {
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
    return try Program.run(
      [
        "eval", "intents", "--train", path("train.tsv"), "--test", path("test.tsv"),
        "--language", "en",
      ] + (lexicon.map { ["--lexicon", $0] } ?? []) + options,
      input: []
    )
  }

  @Test("The report has a figure a line, and the threshold says where it comes from")
  func text() throws {
    let result = try evaluate()
    #expect(result.status == 0, "\(result.errors)")
    func value(_ name: String) -> String? {
      result.lines.first { $0.hasPrefix(name + "  ") }.map {
        $0.dropFirst(name.count).trimmingCharacters(in: .whitespaces)
      }
    }
    #expect(value("intents") == "3")
    #expect(value("examples") == "20")
    #expect(value("tested in scope") == "4")
    #expect(value("tested out of scope") == "2")
    #expect(value("accuracy in scope") == "100.00 %")
    #expect(value("concepts of the lexicon") == "0")
    #expect(value("threshold")?.contains("cross-validation") == true)
    #expect(value("p50, microseconds") != nil)
    #expect(!result.output.contains("worst confusions"))
    #expect(!result.errors.contains("warning"))
  }

  @Test("JSON has the same figures and the language")
  func json() throws {
    let result = try evaluate("-o", "json", test: Self.test + "print my parcel\tinvoice\n")
    #expect(result.status == 0, "\(result.errors)")
    let object = try #require(try result.objects().first)
    #expect(try result.objects().count == 1)
    #expect(object["language"] as? String == "en")
    #expect(object["intents"] as? Int == 3)
    #expect(object["in_scope"] as? Int == 5)
    #expect(object["out_of_scope"] as? Int == 2)
    for key in [
      "accuracy", "macro_f1", "threshold", "overall_accuracy", "answered_accuracy", "oos_recall",
      "oos_auroc", "coverage", "ece", "fit_seconds", "fold_seconds", "p50_us", "p99_us",
    ] {
      #expect(object[key] is Double, "\(key)")
    }
    let accuracy = try #require(object["accuracy"] as? Double)
    let confusions = try #require(object["confusions"] as? [[String: Any]])
    let wrong = confusions.reduce(0) { $0 + ($1["count"] as? Int ?? 0) }
    #expect(abs((1 - accuracy) * 5 - Double(wrong)) < 0.01)
  }

  @Test("Predictions are five columns: text, gold, predicted, confidence and the best intent")
  func predictions() throws {
    let result = try evaluate("--predictions", path("out.tsv"), "-o", "json")
    #expect(result.status == 0, "\(result.errors)")
    let threshold = try #require(try result.objects().first?["threshold"] as? Double)
    let written = try String(contentsOfFile: path("out.tsv"), encoding: .utf8)
    let rows = written.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(rows.map(\.count) == [5, 5, 5, 5, 5, 5])
    #expect(rows.map { "\($0[0])\t\($0[1])\n" }.joined() == Self.test)
    for row in rows {
      let confidence = try #require(Double(row[3]))
      #expect((0...1).contains(confidence))
      #expect(["track", "refund", "invoice"].contains(row[4]))
      #expect(row[2] == (confidence >= threshold - 1e-4 ? row[4] : "oos"), "\(row)")
    }
    #expect(rows[1][2...] == ["track", "1.000000", "track"])
    #expect(rows[5][2] == "oos")
  }

  @Test("A label that was never learnt is a warning at its first line, and counts as wrong")
  func unknownLabel() throws {
    let result = try evaluate(
      "-o",
      "json",
      test: Self.test + "win a prize\tprize\nprizes\tprize\n"
    )
    #expect(result.status == 0)
    let warnings = result.errors.split(separator: "\n").filter { $0.contains("warning") }
    #expect(warnings.count == 1)
    #expect(warnings.first?.contains("test.tsv:7: ") == true)
    #expect(warnings.first?.contains("prize") == true)
    let accuracy = try #require(try result.objects().first?["accuracy"] as? Double)
    #expect(abs(accuracy - 4.0 / 6) < 1e-3)
  }

  @Test("A single intent is a warning: everything is taken for it")
  func oneIntent() throws {
    let result = try evaluate(train: "my parcel\ttrack\nmy box\ttrack\n", test: "parcel\ttrack\n")
    #expect(result.status == 0)
    #expect(result.errors.contains("warning: \(path("train.tsv")) has one intent only"))
  }

  @Test("A file that is empty, wrong or all oos is an error, and nothing is measured")
  func wrongFiles() throws {
    for (train, test, message) in [
      ("", Self.test, "train.tsv: error: there is no utterance in the file"),
      (Self.train, "\n", "test.tsv: error: there is no utterance in the file"),
      (Self.train, "a\tb\nno tab\n", "test.tsv:2: error: expected an utterance and its intent"),
      ("a joke\toos\n", Self.test, "train.tsv: error: every utterance is oos"),
    ] {
      let result = try evaluate(train: train, test: test)
      #expect(result.status == 1, "\(message)")
      #expect(result.output.isEmpty)
      #expect(result.errors.contains(message), "\(result.errors)")
    }
  }

  @Test("The same set to tune and to measure is refused as a wrong call")
  func sameSet() throws {
    let result = try evaluate("--valid", path("test.tsv"))
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("--valid and --test"))
  }

  @Test("A call without a set, or with a file that is not there, is refused")
  func missing() throws {
    let result = try Program.run("eval", "intents", "--test", "x.tsv")
    #expect(result.status == 2)
    #expect(result.errors.contains("--train"))
    let absent = try evaluate("--valid", path("absent.tsv"))
    #expect(absent.status != 0)
    #expect(absent.errors.contains("absent.tsv"))
  }

  @Test("A validation set tunes the threshold, and its unknown labels are warned of too")
  func valid() throws {
    try Data("parcel now\ttrack\nsnow\toos\nwin\tprize\n".utf8)
      .write(to: folder.appending(path: "valid.tsv"))
    let result = try evaluate("--valid", path("valid.tsv"))
    #expect(result.status == 0)
    #expect(result.lines.contains { $0.hasPrefix("threshold ") && $0.contains("validation set") })
    #expect(result.errors.contains("valid.tsv:3: "))
  }

  @Test("An utterance with two labels is a warning")
  func twoLabels() throws {
    let result = try evaluate(train: Self.train + "track my parcel\trefund\n")
    #expect(result.status == 0)
    #expect(result.errors.contains("warning: \(path("train.tsv")):21: "))
  }

  @Test("A lexicon's concepts help, and a broken one is an error at its line")
  func lexicon() throws {
    try Data("concepts:\n  parcel: [parcel, consignment]\n".utf8)
      .write(to: folder.appending(path: "lexicon.yml"))
    let test = "consignment\ttrack\nconsignment\trefund\n"
    var confidences: [Double] = []
    for (lexicon, count) in [(path("lexicon.yml"), 1), ("none", 0)] {
      let result = try evaluate(
        "-o",
        "json",
        "--predictions",
        path("out.tsv"),
        test: test,
        lexicon: lexicon
      )
      let object = try #require(try result.objects().first)
      #expect(object["concepts"] as? Int == count)
      let written = try String(contentsOfFile: path("out.tsv"), encoding: .utf8)
      let row = try #require(written.split(separator: "\n").first).split(separator: "\t")
      if count == 1 { #expect(row[4] == "track") }
      confidences.append(try #require(Double(row[3])))
    }
    #expect(confidences[0] > confidences[1])
    try Data("concepts:\n  parcel: []\n".utf8).write(to: folder.appending(path: "lexicon.yml"))
    let broken = try evaluate(lexicon: path("lexicon.yml"))
    #expect(broken.status == 1)
    #expect(broken.errors.contains("lexicon.yml:2: error: "))
  }
}
