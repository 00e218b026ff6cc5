extension Interpreter {
  /// Reads an utterance that asks several things; nil when it asks one.
  ///
  /// The two or three interpretations are in the order asked, each of the part of the text where
  /// it was asked, the rest of which is blank. Their best candidates are likely, different, no
  /// small talk, and none for which `isAnswered` says no. Ranks at most 12 texts.
  package func questions(
    in utterance: Utterance,
    levels: Decision.Levels,
    isAnswered: (Target) -> Bool = { _ in true },
    using room: inout Room
  ) -> [Interpretation]? {
    var splitter = QuestionSplitter(
      utterance,
      interpreter: self,
      levels: levels
    )
    return splitter.questions(isAnswered: isAnswered, using: &room)
  }
}
