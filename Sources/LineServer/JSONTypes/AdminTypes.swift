import Wire

/// What administrators send.
enum AdminTypes {
  static let all: [JSONType] = ["status", "metrics", "reload", "drain"].map { name in
    JSONType(name, .administrators) { (request, exchange) throws(JSONError) in
      exchange.server.administer(name, request, for: exchange.connection)
    }
  }
}
