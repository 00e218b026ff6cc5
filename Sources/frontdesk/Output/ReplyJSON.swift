import FrontdeskEngine
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
    writeTarget(to: &json)
    json.key("confidence")
    if let confidence = reply.confidence { json.number(confidence) } else { json.null() }
    json.key("choices")
    json.array(reply.choices) { $0.string($1) }
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
    json.member("article", article?.id)
    json.member("title", article?.title)
    json.member("updated", article?.updated)
    json.member("intent", reply.intent)
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
