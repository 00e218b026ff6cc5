package import FrontdeskEngine
import Retrieval
package import TextAnalysis
package import Understanding

/// What the bot did with a question, without what depends on the time.
package struct Observation: Sendable {
  /// One thing that the question may have been about, by rank.
  package struct Candidate: Sendable, Hashable, Encodable {
    package let target: Target
    package let intent: String?
    package let confidence: Double
    package let matched: String?
    /// The figures the confidence comes from, by name.
    package let evidence: [String: Double]

    private enum CodingKeys: String, CodingKey {
      case target, intent, confidence, matched, evidence
    }

    package func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(target.description, forKey: .target)
      try container.encodeIfPresent(intent, forKey: .intent)
      try container.encode(confidence, forKey: .confidence)
      try container.encodeIfPresent(matched, forKey: .matched)
      try container.encode(evidence, forKey: .evidence)
    }
  }

  package let kind: Reply.Kind
  /// The language of the reply.
  package let language: Language
  /// The article or intent that answered.
  package let target: Target?
  /// The intent behind the answer.
  package let intent: String?
  package let confidence: Double?
  /// What was offered to choose from.
  package let offered: [Target]
  /// Best first.
  package let candidates: [Candidate]
  /// Words read as other words: "parcl read as parcel".
  package let corrections: [String]
  /// Where the best candidate's score comes from, in indented lines; filled for misses.
  package var explanation: [String] = []

  package init(
    kind: Reply.Kind,
    language: Language,
    target: Target? = nil,
    intent: String? = nil,
    confidence: Double? = nil,
    offered: [Target] = [],
    candidates: [Candidate] = [],
    corrections: [String] = []
  ) {
    self.kind = kind
    self.language = language
    self.target = target
    self.intent = intent
    self.confidence = confidence
    self.offered = offered
    self.candidates = candidates
    self.corrections = corrections
  }

  /// Takes from a reply what is judged; `offered` are the targets of its choices.
  package init(_ reply: Reply, offered: [Target]) {
    self.init(
      kind: reply.kind,
      language: reply.language,
      target: reply.target,
      intent: reply.intent,
      confidence: reply.confidence?.inMillionths,
      offered: offered,
      candidates: (reply.interpretation?.candidates ?? []).map { candidate in
        Candidate(
          target: candidate.target,
          intent: candidate.intent,
          confidence: candidate.confidence.inMillionths,
          matched: candidate.matched,
          evidence: Self.figures(of: candidate.evidence)
        )
      },
      corrections: (reply.interpretation?.corrections ?? []).map {
        "\($0.from) read as \($0.to) (\($0.reason.rawValue))"
      }
    )
  }

  private static func figures(of evidence: Evidence) -> [String: Double] {
    var figures = [
      "coverage": evidence.coverage, "of_question": evidence.ofQuestion,
      "of_match": evidence.ofMatch, "lead": evidence.lead, "known": evidence.known,
      "substance": evidence.substance,
    ]
    if let opinion = evidence.opinion {
      figures["decision"] = opinion.decision
      figures["share"] = opinion.share
      figures["margin"] = opinion.margin
      figures["outside"] = opinion.outside
      figures["words"] = opinion.coverage
    }
    return figures.mapValues(\.inMillionths)
  }
}
