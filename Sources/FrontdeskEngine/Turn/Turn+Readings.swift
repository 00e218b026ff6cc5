import Content
import Dialogue
import TextAnalysis
import Understanding

/// Reading values out of lines, as the open question wants them.
extension Turn {
  /// Whether a line says yes and then what the question itself speaks of, though alone it would stop
  /// the script: "ok, cancel it" to "Shall I cancel the order?", but never "ok, never mind".
  func agreesToStopping(_ line: String) -> Bool {
    guard memory.reading(of: line) == .cancel, let question = openQuestionText else {
      return false
    }
    let words = line.split(maxSplits: 1, whereSeparator: { $0.isWhitespace || $0 == "," })
    guard words.count == 2,
      readers.steering.readings(of: String(words[0])).contains(.yes)
    else { return false }
    return readers.sharesWord(String(words[1]), with: question)
  }

  /// The question that is open, as it was asked.
  private var openQuestionText: String? {
    interpreter.openQuestion(conversation).flatMap { wording($0.ask)?.text }
  }

  /// The row that a line names by words of its label, or by yes where there is one only.
  func namedRow(_ line: String, _ definition: SlotDefinition) -> SlotValue? {
    guard case .record = definition.kind else { return nil }
    let options = options(of: definition)
    if options.count == 1, let only = options.first, memory.reading(of: line) == .yes {
      return .text(only.name)
    }
    return readers.named(options, in: line).map { .text($0.name) }
  }

  /// Whether a line is one of the choices word for word: "changed my mind" may be a reason to return.
  func isLabel(_ line: String, of definition: SlotDefinition) -> Bool {
    let said = line.trimmed.lowercased()
    return options(of: definition).contains { option in
      ([option.label] + option.words).contains { $0.lowercased() == said }
    }
  }

  func read(
    _ definition: SlotDefinition,
    _ line: String,
    wasAsked: Bool
  ) -> SlotReading {
    let reading = readers.slots.read(
      definition,
      in: line,
      wasAsked: wasAsked,
      today: situation.today,
      options: options(of: definition)
    )
    switch definition.kind {
    case .bool:
      guard case .value(.bool(true), _) = reading, isConfirmation(of: definition) else {
        return reading
      }
      let isPlain = readers.isPlainYes(line, to: openQuestionText ?? "")
      return isPlain || agreesToStopping(line) ? reading : .none
    case .emailOrPostcode, .postcode:
      // A number of the shop has the look of a postcode, and is none.
      guard case .value(_, let range) = reading, codes(in: line).contains(where: range.overlaps)
      else { return reading }
      return .none
    default: return reading
    }
  }

  /// Whether the open question asks whether something shall be changed: a yes must be a plain one.
  func isConfirmation(of definition: SlotDefinition) -> Bool {
    guard let collect = interpreter.openQuestion(conversation) else { return false }
    return collect.slot == definition.name && collect.asksAlways && !collect.isOptional
  }

  /// Where a line has numbers of the shop.
  func codes(in line: String) -> [Range<Int>] {
    scripts.flows.slots.compactMap { definition in
      guard case .code = definition.kind,
        case .value(_, let range) = readers.slots.read(
          definition,
          in: line,
          wasAsked: false,
          today: situation.today,
          options: []
        )
      else { return nil }
      return range
    }
  }

  /// A line with a part of its UTF-8 blanked out.
  static func blanked(_ range: Range<Int>, of line: String) -> String {
    let rest = line.utf8.enumerated().map { range.contains($0.offset) ? 0x20 : $0.element }
    return String(decoding: rest, as: UTF8.self)
  }
}
