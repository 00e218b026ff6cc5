import Content
import Dialogue
import FrontdeskEngine
import TextAnalysis
import Wire

/// Lines of JSON.
extension Server {
  func answerJSON(_ line: String, of connection: Connection) {
    metrics.jsonLines += 1
    do throws(JSONError) {
      let request = try JSONRequest(line: line)
      connection.owed.append(.json(session: request.session, of: nil, re: request.id))
      try types.carryOut(request, Exchange(server: self, connection: connection))
    } catch {
      refuse(connection, error, asJSON: true)
    }
  }

  /// Notes which conversation a line was about, so that its customer is asked in their language to
  /// send it again, should it be lost.
  func owes(_ connection: Connection, _ conversation: ConversationID) {
    guard case .json(let session, _, let re)? = connection.owed.popLast() else { return }
    connection.owed.append(.json(session: session, of: conversation, re: re))
  }

  /// What a trusted backend says of a session in a line; nil when it says nothing.
  ///
  /// - Throws: `forbidden` when somebody says it who is not trusted; nothing of the line is done then.
  func statement(
    in request: JSONRequest,
    on connection: Connection
  ) throws(JSONError) -> CustomerStatement? {
    let stated = ["customer", "context"].first { request.has($0) }
    if let stated {
      guard case .backend = connection.role else {
        throw request.refused(
          .forbidden,
          "only a backend, with a token, may state \"\(stated)\""
        )
      }
    }
    let channel = try request.optionalText("channel", longest: 40) ?? connection.channel
    let language = try language(in: request)
    guard stated != nil || channel != nil || language != nil else { return nil }
    return CustomerStatement(
      customer: try customer(in: request),
      context: try context(in: request),
      language: language,
      channel: channel
    )
  }

  private func customer(in request: JSONRequest) throws(JSONError) -> Customer? {
    let names = ["id", "name", "email", "phone", "language", "tier"]
    guard var fields = try request.texts("customer", names, longest: 254) else { return nil }
    guard let id = fields.removeValue(forKey: "id") else {
      throw request.wrong("customer.id", "the shop's name for the customer")
    }
    return Customer(id: id, fields: fields)
  }

  private func context(in request: JSONRequest) throws(JSONError) -> SessionContext? {
    let names = ["page", "product", "order", "device", "locale"]
    guard let fields = try request.texts("context", names) else { return nil }
    return SessionContext(
      page: fields["page"],
      product: fields["product"],
      order: fields["order"],
      device: fields["device"],
      locale: fields["locale"]
    )
  }

  /// A language of the shop that a line names.
  func language(in request: JSONRequest) throws(JSONError) -> Language? {
    guard let code = try request.optionalText("language", longest: 35) else { return nil }
    let languages = engine.shop.settings.languages
    // As in BCP 47, what comes after the first hyphen says more of the same language.
    let first = code.prefix { $0 != "-" }.lowercased()
    guard let language = languages.first(where: { $0.code == first }) else {
      throw request.wrong(
        "language",
        "one of the shop's: \(languages.map(\.code).joined(separator: ", "))"
      )
    }
    return language
  }
}
