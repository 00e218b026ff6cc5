package import TextAnalysis

extension Facts {
  /// The names of all units in alphabetical order.
  package var unitNames: [String] { units.keys.sorted() }

  /// All words that stand for a unit in a language, in every case and plural form, sorted.
  package func unitWords(of unit: String, in language: Language) -> [String] {
    let forms = [nil] + forms(of: unit, in: language).map(Optional.some)
    return Set(forms.flatMap { words(of: unit, in: language, form: $0)?.values.map(\.self) ?? [] })
      .sorted()
  }
}
