package import TextAnalysis

/// Questions whose answer an editor has decided, from `corpus/pins.yml`.
package struct Pins: Sendable, Hashable {
  package struct Pin: Sendable, Hashable {
    package let question: String
    /// The id of the article that answers.
    package let article: String
    package let language: Language
    package let line: Int
  }

  package let pins: [Pin]

  package init(
    parsing bytes: [UInt8],
    file: String,
    warnings: inout [ContentProblem]
  ) throws(ContentProblem) {
    let map = try StrictYAML.parseMap(bytes, file: file)
    try KeyCheck.check(map, allowed: ["pins"], of: "the pins", warnings: &warnings)
    var pins: [Pin] = []
    for node in try map["pins"]?.list("pins", of: "a list of pins") ?? [] {
      let pin = try node.map("pins")
      try KeyCheck.check(
        pin,
        allowed: ["question", "article", "language"],
        of: "a pin",
        warnings: &warnings
      )
      pins.append(
        Pin(
          question: try pin.required("question", of: "the pin").text("question"),
          article: try pin.required("article", of: "the pin").text("article"),
          language: try LanguageList.language(
            pin.required("language", of: "the pin"),
            key: "language"
          ),
          line: node.line
        )
      )
    }
    self.pins = pins
  }
}
