import Dialogue

/// What is remembered of lines and content of one language, so that it is found out once.
///
/// Belongs to one knowledge base and its readers; with other content there is another one.
final class LineMemory {
  let base: KnowledgeBase
  let readers: LineReaders
  /// What customers say of the articles' intents.
  var examples = ArticleExamples()
  /// What may be chosen for slots, by their names, where it is worded the same in every turn.
  var constantOptions: [String: [SlotOption]] = [:]
  /// The line whose readings were asked last, and what they were: a turn asks several times.
  private var lastLine = ""
  private var lastReadings: [Steering] = []

  init(_ base: KnowledgeBase, _ readers: LineReaders) {
    self.base = base
    self.readers = readers
  }

  /// All that a whole line may mean for the conversation's course.
  func readings(of line: String) -> [Steering] {
    if line != lastLine {
      lastReadings = readers.steering.readings(of: line)
      lastLine = line
    }
    return lastReadings
  }

  /// What a whole line means for the conversation's course, if anything.
  func reading(of line: String) -> Steering? { readings(of: line).first }
}
