package import TextAnalysis

/// What the shop is called, which languages it serves, where and when: `intents/shop.yml`.
package struct ShopFile: Sendable, Hashable {
  package let name: String
  /// The languages in the order of the file; at least one, none twice.
  package let languages: [Language]
  /// One of `languages`.
  package let defaultLanguage: Language
  /// The name of a time zone such as Europe/Bucharest; whether it exists is not checked.
  package let timeZone: String
  /// The currency of all amounts, as an ISO 4217 code.
  package let currency: String
  package let channels: [String]

  package init(
    parsing bytes: [UInt8],
    file: String,
    warnings: inout [ContentProblem]
  ) throws(ContentProblem) {
    let map = try StrictYAML.parseMap(bytes, file: file)
    try KeyCheck.check(
      map,
      allowed: [
        "name", "languages", "default_language", "time_zone", "currency", "channels", "connectors",
      ],
      of: "the shop",
      warnings: &warnings
    )
    name = try map.required("name", of: "the shop").text("name")

    let languagesNode = try map.required("languages", of: "the shop")
    var languages: [Language] = []
    for code in try languagesNode.texts("languages") {
      let language = try LanguageList.language(
        code.text,
        file: file,
        line: code.line,
        key: "languages"
      )
      guard !languages.contains(language) else {
        throw ContentProblem(
          file: file,
          line: code.line,
          "`languages`: \(code.text) is there twice; expected every language once",
          rule: "language"
        )
      }
      languages.append(language)
    }
    guard let first = languages.first else {
      throw ContentProblem(
        file: file,
        line: languagesNode.line,
        "`languages`: expected at least one of \(LanguageList.codes)",
        rule: "language"
      )
    }
    self.languages = languages
    if let node = map["default_language"] {
      let language = try LanguageList.language(node, key: "default_language")
      guard languages.contains(language) else {
        throw ContentProblem(
          file: file,
          line: node.line,
          "`default_language`: expected one of the shop's languages, found \(language.code)",
          rule: "language"
        )
      }
      defaultLanguage = language
    } else {
      defaultLanguage = first
    }

    timeZone = try map.required("time_zone", of: "the shop").text("time_zone")
    let currencyNode = try map.required("currency", of: "the shop")
    currency = try currencyNode.text("currency")
    guard currency.utf8.count == 3,
      currency.utf8.allSatisfy({ $0.isLetter && !$0.isLowercaseLetter })
    else {
      throw ContentProblem(
        file: file,
        line: currencyNode.line,
        "`currency`: expected a code of three capital letters such as EUR, found `\(currency)`",
        rule: "currency"
      )
    }
    channels = try map["channels"]?.texts("channels").map(\.text) ?? []
  }
}
