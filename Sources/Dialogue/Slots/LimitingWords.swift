package import TextAnalysis

/// Words that limit what was agreed to: "but", "only", "except".
package enum LimitingWords {
  /// Whether a text has one of them.
  package static func occur(in text: String, analyzer: Analyzer) -> Bool {
    let analysis = analyzer.analyze(text)
    let words = Set(
      words(of: analyzer.language).map { analyzer.analyze($0) }.flatMap { word in
        word.tokens.map { word.text($0.foldedWord) }
      }
    )
    return analysis.tokens.contains { words.contains(analysis.text($0.foldedWord)) }
  }

  private static func words(of language: Language) -> [String] {
    let line =
      switch language {
      case .english: "but only except however just unless not without or maybe later tomorrow first"
      case .russian: "но только кроме однако лишь если не без или может потом позже завтра сначала"
      case .romanian: "dar doar numai însă fără decât nu dacă sau poate mâine întâi"
      case .turkish:
        "ama fakat sadece yalnız yalnızca hariç ancak değil eğer veya belki sonra yarın önce"
      case .arabic: "لكن بس فقط إلا ماعدا غير بدون مو مش اذا أو ربما بعدين بكرة لاحقا أولا"
      }
    return line.split(separator: " ").map(String.init)
  }
}
