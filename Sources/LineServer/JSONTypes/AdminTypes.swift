import Wire

/// What administrators send.
enum AdminTypes {
  static let all: [JSONType] = AdminVerb.allCases.map { verb in
    JSONType(verb.rawValue, .administrators) { (request, exchange) throws(JSONError) in
      exchange.server.administer(verb, request, for: exchange.connection)
    }
  }
}
