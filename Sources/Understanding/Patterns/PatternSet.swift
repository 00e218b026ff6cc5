package import TextAnalysis

/// The templates of a language, each with what it leads to.
package struct PatternSet: Sendable {
  package struct Template: Sendable {
    package let pattern: Pattern
    package let target: Target
    /// The intent it is written for, which the target may answer.
    package let intent: String

    package init(_ pattern: Pattern, target: Target, intent: String) {
      self.pattern = pattern
      self.target = target
      self.intent = intent
    }
  }

  /// The template that an utterance as a whole is a sentence of.
  package struct Match: Sendable, Hashable {
    package let target: Target
    package let intent: String
    /// The template as written.
    package let template: String
    package let slots: [PatternMatcher.SlotValue]
  }

  private let templates: [Template]
  private let matcher: PatternMatcher
  /// The templates' texts by target and sample.
  private let texts: [Target: [String: String]]
  /// The templates' samples by intent, in the order of the templates, each once.
  private let samples: [String: [String]]

  /// Prepares templates; of several that match an utterance the first wins.
  ///
  /// Of each template at most `sampleLimit` sentences are made, and none of those in `written`.
  package init(
    _ templates: [Template],
    lists: [String: PatternList] = [:],
    analyzer: Analyzer,
    written: Set<String> = [],
    sampleLimit: Int = 24
  ) {
    self.templates = templates
    matcher = PatternMatcher(templates.map(\.pattern), lists: lists, analyzer: analyzer)
    let sampler = PatternSampler(lists: lists)
    var texts: [Target: [String: String]] = [:]
    var samples: [String: [String]] = [:]
    for template in templates {
      for sample in sampler.sentences(of: template.pattern, limit: sampleLimit)
      where !written.contains(sample) && texts[template.target]?[sample] == nil {
        texts[template.target, default: [:]][sample] = template.pattern.text
        samples[template.intent, default: []].append(sample)
      }
    }
    self.texts = texts
    self.samples = samples
  }

  /// Returns what the utterance as a whole is a sentence of, or nil.
  package func match(_ analysis: AnalyzedText) -> Match? {
    matcher.match(analysis).map { match in
      let template = templates[match.pattern]
      return Match(
        target: template.target,
        intent: template.intent,
        template: template.pattern.text,
        slots: match.slots
      )
    }
  }

  /// Sentences of an intent's templates, to learn from as from examples.
  package func samples(ofIntent intent: String) -> [String] { samples[intent] ?? [] }

  /// The template a sample of a target was made from; nil for what somebody wrote.
  package func template(ofSample sample: String, target: Target) -> String? {
    texts[target]?[sample]
  }
}
