/// What may stand as an example in a content file.
package enum ExampleText {
  /// Why a text cannot stand at a place; nil when it can.
  package static func refusal(of text: String, at place: ExampleProposal.Place) -> String? {
    if text.unicodeScalars.contains(where: isControl) { return "it has a control character in it" }
    guard case .intent = place else { return nil }
    guard !readsAsAnnotation(text) || isMarkedAlone(text) else {
      return "`[...]` with what follows would be read as an annotation"
    }
    // Behind the dash of an example white space and a second dash are not kept apart from it.
    guard text == text.trimmed else { return "white space stands around it" }
    return nil
  }

  /// Whether brackets in a text would be taken for the mark of an entity.
  package static func readsAsAnnotation(_ text: String) -> Bool {
    var warnings: [ContentProblem] = []
    let example = AnnotationScanner.example(
      LocatedText(text, line: 1),
      file: "",
      warnings: &warnings
    )
    return example.text != text || !warnings.isEmpty
  }

  /// A text without the marks of entities in it.
  package static func plain(_ text: String) -> String { example(text).text }

  /// An example as it is read from a file.
  static func example(_ text: String) -> IntentExample {
    var warnings: [ContentProblem] = []
    return AnnotationScanner.example(LocatedText(text, line: 1), file: "", warnings: &warnings)
  }

  /// Whether all that is marked is what stands for personal data, as in `[A-00000](order_number)`.
  private static func isMarkedAlone(_ text: String) -> Bool {
    let example = example(text)
    guard !example.entities.isEmpty else { return false }
    return example.text != text
      && example.entities.allSatisfy { entity in
        entity.value == nil && entity.role == nil && entity.group == nil
          && (personalEntities.contains(entity.entity) || entity.entity.hasSuffix("_number")
            || entity.entity.hasSuffix("_code"))
      }
  }

  private static let personalEntities: Set = [
    "email", "phone", "iban", "address", "postcode", "name",
  ]

  /// Whether a character would end a line, steer a terminal or turn the direction of text.
  package static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069,
      0xFEFF:
      true
    default: false
    }
  }
}
