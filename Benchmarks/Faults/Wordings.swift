import Foundation

/// What the shop says in a few situations, by which a customer knows where they stand.
struct Wordings {
  private var beginnings: [String: [String]] = [:]

  /// Reads the beginnings of responses, up to their first value, in all languages.
  init(shop: String) throws {
    for language in ["ar", "en", "ro", "ru", "tr"] {
      for file in ["system", "scripts"] {
        let path = "\(shop)/intents/\(language)/\(file).yml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        var name = ""
        for line in text.split(separator: "\n") {
          let trimmed = line.trimmingCharacters(in: .whitespaces)
          if trimmed.hasPrefix("utter_"), trimmed.hasSuffix(":") {
            name = String(trimmed.dropLast())
          } else if trimmed.hasPrefix("- text:"), !name.isEmpty {
            let words = trimmed.dropFirst(7)
              .trimmingCharacters(in: CharacterSet(charactersIn: " \""))
            let beginning = words.split(separator: "{{", maxSplits: 1)[0]
            if beginning.count > 8 { beginnings[name, default: []].append(String(beginning)) }
          }
        }
      }
    }
  }

  /// Whether a text has one of the wordings of a response in it.
  func says(_ name: String, _ text: String) -> Bool {
    (beginnings[name] ?? []).contains { text.contains($0) }
  }
}
