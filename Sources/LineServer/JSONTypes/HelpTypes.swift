import Content
import Dialogue
import FrontdeskEngine
import JSON
import TextAnalysis
import Wire

/// What lets a widget show the help centre.
enum HelpTypes {
  static let all: [JSONType] = [
    JSONType("topics", .customers) { (request, exchange) throws(JSONError) in
      let topics = exchange.engine.topics(in: try exchange.language(of: request))
      exchange.reply(
        .result(to: request) { writer in
          writer.key("topics")
          writer.array(topics) { writer, topic in
            writer.object { writer in
              writer.member("id", topic.id)
              writer.member("title", topic.title)
              writer.key("articles")
              writer.array(topic.articles) { writer, article in
                writer.object { writer in
                  writer.member("id", article.id)
                  writer.member("title", article.title)
                }
              }
            }
          }
        }
      )
    },
    JSONType("search", .customers) { (request, exchange) throws(JSONError) in
      try search(request, exchange)
    },
    JSONType("article", .customers) { (request, exchange) throws(JSONError) in
      let id = try request.text("article", "the id of an article, such as track-order")
      let language = try exchange.language(of: request)
      guard let article = exchange.engine.article(id, in: language) else {
        throw request.refused(.notFound, "there is no such article in \(language.code)")
      }
      exchange.reply(
        .result(to: request) { writer in
          writer.member("article", article.id)
          writer.member("title", article.title)
          writer.member("text", article.text)
          writer.member("language", language.code)
          if let updated = article.updated { writer.member("updated", updated) }
          writer.key("related")
          writer.array(article.related) { $0.string($1) }
        }
      )
    },
  ]

  private static func search(_ request: JSONRequest, _ exchange: Exchange) throws(JSONError) {
    let text = try request.text("text", "what is looked for")
    guard text.utf8.count <= Engine.maximumLineBytes else {
      throw request.wrong("text", "at most \(Engine.maximumLineBytes) bytes")
    }
    let limit = try request.optionalNumber("limit", in: 1...50, "1 to 50") ?? mostResults
    let language = try exchange.language(of: request)
    exchange.server.metrics.searches += 1
    let results = exchange.engine.search(text, in: language, limit: limit)
    exchange.reply(
      .result(to: request) { writer in
        writer.key("results")
        writer.array(results) { writer, result in
          writer.object { writer in
            writer.member("article", result.article)
            writer.member("title", result.title)
            writer.member("snippet", result.snippet)
            writer.member("confidence", result.confidence)
          }
        }
      }
    )
    guard results.isEmpty, exchange.isAboutSession(request) else { return }
    let conversation = try exchange.conversation(of: request)
    exchange.server.deliver(
      exchange.engine.searchFoundNothing(text, in: conversation, at: exchange.now)
    )
  }

  private static let mostResults = 10
}

extension Exchange {
  /// Whether there is a session that a line about the help centre belongs to.
  func isAboutSession(_ request: JSONRequest) -> Bool {
    request.session != nil || connection.own != nil
  }

  /// The language a line names, or that of its session.
  fileprivate func language(of request: JSONRequest) throws(JSONError) -> Language {
    if let language = try server.language(in: request) { return language }
    guard isAboutSession(request) else { return engine.shop.settings.defaultLanguage }
    return engine.language(of: try conversation(of: request))
  }
}
