import TextAnalysis

/// The words of one language for numbers, days, money, sizes and choices.
///
/// Built from one text of lines `kind key: phrase, phrase`, the words folded as lines are.
struct SlotVocabulary: Sendable {
  enum Unit: String, Sendable { case day, week, month, year }

  /// A word that places a day: how, and whether it stands before or after what it is said of.
  enum Place: String, Sendable, Hashable {
    case agoBefore = "ago_before"
    case agoAfter = "ago_after"
    case inBefore = "in_before"
    case inAfter = "in_after"
    case last, next, this
  }

  struct Span: Sendable, Hashable {
    let unit: Unit
    /// 1, or 2 for the dual that Arabic has.
    let count: Int
  }

  private(set) var numbers = PhraseTable<Int>()
  private(set) var articles = PhraseTable<Int>()
  private(set) var ordinals = PhraseTable<Int>()
  private(set) var weekdays = PhraseTable<Int>()
  private(set) var months = PhraseTable<Int>()
  /// Days counted from today.
  private(set) var days = PhraseTable<Int>()
  private(set) var spans = PhraseTable<Span>()
  private(set) var places = PhraseTable<Place>()
  private(set) var currencies = PhraseTable<String>()
  private(set) var sizes = PhraseTable<String>()
  /// "size", which makes even a lone letter or number a size.
  private(set) var sizeNames = PhraseTable<Int>()
  /// "option", "number", "the", "one": what may stand around the number of an option.
  private(set) var optionNames = PhraseTable<Int>()
  private(set) var lastOne = PhraseTable<Int>()
  private(set) var negations = PhraseTable<Int>()
  /// "of", "and": what may stand between the parts of a date or of a number.
  private(set) var joints = PhraseTable<Int>()
  /// Endings of ordinal numbers written in digits: st, nd, -го.
  private(set) var numberEndings = PhraseTable<Int>()

  init(analyzer: Analyzer) {
    for line in Self.lines(of: analyzer.language).split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let head = line[..<colon].split(separator: " ").map(String.init)
      for phrase in line[line.index(after: colon)...].split(separator: ",") {
        add(String(phrase), head, analyzer)
      }
    }
    for line in Self.currencyNames.split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      for phrase in line[line.index(after: colon)...].split(separator: ",") {
        currencies.add(String(phrase), String(line[..<colon]), analyzer: analyzer)
      }
    }
    for line in Self.sizeNamesOfAll.split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      for phrase in line[line.index(after: colon)...].split(separator: ",") {
        sizes.add(String(phrase), String(line[..<colon]), analyzer: analyzer)
      }
    }
  }

  private mutating func add(_ phrase: String, _ head: [String], _ analyzer: Analyzer) {
    let key = head.count > 1 ? head[1] : ""
    let number = Int(key) ?? 0
    switch head.first {
    case "number": numbers.add(phrase, number, analyzer: analyzer)
    case "article": articles.add(phrase, 1, analyzer: analyzer)
    case "ordinal": ordinals.add(phrase, number, analyzer: analyzer)
    case "weekday": weekdays.add(phrase, number, analyzer: analyzer)
    case "month": months.add(phrase, number, analyzer: analyzer)
    case "today": days.add(phrase, number, analyzer: analyzer)
    case "span":
      guard let unit = Unit(rawValue: key) else { return }
      let count = head.count > 2 ? Int(head[2]) ?? 1 : 1
      spans.add(phrase, Span(unit: unit, count: count), analyzer: analyzer)
    case "currency": currencies.add(phrase, key, analyzer: analyzer)
    case "size": sizes.add(phrase, key, analyzer: analyzer)
    case "size_name": sizeNames.add(phrase, 0, analyzer: analyzer)
    case "option_name": optionNames.add(phrase, 0, analyzer: analyzer)
    case "last_one": lastOne.add(phrase, 0, analyzer: analyzer)
    case "negation": negations.add(phrase, 0, analyzer: analyzer)
    case "joint": joints.add(phrase, 0, analyzer: analyzer)
    case "ending": numberEndings.add(phrase, 0, analyzer: analyzer)
    case let name?:
      if let place = Place(rawValue: name) { places.add(phrase, place, analyzer: analyzer) }
    case nil: break
    }
  }

  private static func lines(of language: Language) -> String {
    switch language {
    case .english: english
    case .russian: russian
    case .romanian: romanian
    case .turkish: turkish
    case .arabic: arabic
    }
  }

  /// Codes of ISO 4217 and words that are the same wherever they are written.
  private static let currencyNames = """
    EUR: eur, euro
    USD: usd
    GBP: gbp
    RON: ron, lei, leu
    TRY: try, tl
    RUB: rub, rur
    AED: aed
    SAR: sar
    EGP: egp
    KWD: kwd
    QAR: qar
    BHD: bhd
    OMR: omr
    JOD: jod
    MAD: mad
    CHF: chf
    PLN: pln, zł
    BGN: bgn
    HUF: huf
    MDL: mdl
    UAH: uah
    KZT: kzt
    JPY: jpy
    CZK: czk
    SEK: sek
    NOK: nok
    DKK: dkk
    """

  private static let sizeNamesOfAll = """
    XXS: xxs, 2xs
    XS: xs
    S: s
    M: m
    L: l
    XL: xl, 1xl
    XXL: xxl, 2xl
    3XL: xxxl, 3xl
    4XL: xxxxl, 4xl
    5XL: xxxxxl, 5xl
    """
}
