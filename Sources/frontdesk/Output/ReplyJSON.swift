import Dialogue
import FrontdeskEngine
import JSON
import Retrieval
import TextAnalysis
import Understanding

/// A reply as members of a JSON object, the same in `ask` and `chat`.
struct ReplyJSON {
  let question: String
  let reply: Reply
  let knowledgeBase: KnowledgeBase

  func write(to json: inout JSONWriter) {
    json.member("question", question)
    json.member("kind", reply.kind.rawValue)
    json.member("language", reply.language.code)
    json.member("text", reply.text)
    json.member("introduction", reply.introduction.isEmpty ? nil : reply.introduction)
    writeTarget(to: &json)
    json.key("confidence")
    if let confidence = reply.confidence { json.number(confidence) } else { json.null() }
    json.key("choices")
    json.array(reply.choices) { $0.string($1) }
    json.key("buttons")
    json.array(reply.buttons) { json, button in
      json.object { json in
        json.member("title", button.title)
        json.member("payload", button.payload)
      }
    }
    json.member("flow", reply.flow)
    json.key("completed")
    json.array(reply.completed) { $0.string($1.flow) }
    json.key("notices")
    json.array(reply.notices) { $0.string($1) }
    json.key("also")
    json.array(reply.alsoAnswered) { $0.string($1.name) }
    json.key("handoff")
    if let handoff = reply.handoff { Self.write(handoff, to: &json) } else { json.null() }
    json.key("reasons")
    json.array(reply.reasons) { $0.string($1) }
    json.key("corrections")
    json.array(reply.interpretation?.corrections ?? []) { Self.write($1, to: &$0) }
    json.key("entities")
    json.array(reply.interpretation?.utterance.entities ?? []) { json, entity in
      json.object { json in
        json.member("kind", entity.kind.rawValue)
        json.member("value", entity.value)
        json.key("range")
        json.array([entity.range.lowerBound, entity.range.upperBound]) { $0.number($1) }
      }
    }
    json.key("probability")
    if let guess = reply.recognition { json.number(guess.probability) } else { json.null() }
    json.key("other")
    if let guess = reply.recognition { json.number(guess.probabilityOfOther) } else { json.null() }
    json.member("content_version", reply.contentVersion)
  }

  private func writeTarget(to json: inout JSONWriter) {
    var article: KnowledgeBase.PublishedArticle?
    if case .article(let id) = reply.target { article = knowledgeBase.articles[id] }
    json.member("target", reply.target?.description)
    json.member("article", article?.id)
    json.member("title", article?.title)
    json.member("updated", article?.updated)
    json.member("intent", reply.intent)
  }

  /// The handoff event, but for the slots, which may be private.
  private static func write(_ handoff: HandoffRequest, to json: inout JSONWriter) {
    json.object { json in
      json.member("id", handoff.id)
      json.member("reason", handoff.reason.name)
      json.member("evidence", handoff.evidence)
      json.member("team", handoff.team)
      json.member("priority", handoff.priority.name)
      json.member("language", handoff.language.code)
      json.key("summary")
      json.array(handoff.summary) { $0.string($1) }
      json.key("guesses")
      json.array(handoff.guesses) { json, guess in
        json.object { json in
          json.member("target", guess.target.name)
          json.member("confidence", guess.confidence)
        }
      }
      json.key("slots")
      json.array(handoff.slots.keys.sorted()) { $0.string($1) }
      json.key("last_turns")
      json.array(handoff.lastTurns) { $0.string($1) }
      json.key("shown_articles")
      json.array(handoff.shownArticles) { $0.string($1) }
      json.key("suggested_articles")
      json.array(handoff.suggestedArticles) { $0.string($1) }
    }
  }

  static func write(_ correction: Correction, to json: inout JSONWriter) {
    json.object { json in
      json.member("from", correction.from)
      json.member("to", correction.to)
      json.member("reason", correction.reason.rawValue)
      json.member("edits", correction.edits)
    }
  }

  static func write(_ match: MatchExplanation, to json: inout JSONWriter) {
    func terms(_ terms: [MatchExplanation.Term], _ json: inout JSONWriter) {
      json.array(terms) { json, term in
        json.object { json in
          json.member("term", term.text)
          json.member("weight", Double(term.weight))
        }
      }
    }
    json.object { json in
      json.member("intent", match.intent)
      json.member("runner_up", match.runnerUp)
      json.member("decision", Double(match.decision))
      json.member("runner_up_decision", Double(match.runnerUpDecision))
      json.key("for")
      terms(match.support, &json)
      json.key("against")
      terms(match.opposition, &json)
      json.key("for_runner_up")
      terms(match.runnerUpSupport, &json)
      json.key("turned_without")
      json.array(match.turningWords) { $0.string($1) }
    }
  }

  static func write(_ explanation: Explanation, to json: inout JSONWriter) {
    json.object { json in
      json.member("label", explanation.label)
      json.member("value", Double(explanation.value))
      json.member("operation", explanation.operation.rawValue)
      json.key("details")
      json.array(explanation.details) { write($1, to: &$0) }
    }
  }
}
