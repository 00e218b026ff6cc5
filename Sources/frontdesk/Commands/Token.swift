import JSON
import LineServer

extension Command {
  static let newToken = Command(
    name: "token new",
    summary: "makes a token for an agent or a program, and prints it once",
    operands: "ROLE NAME",
    options: [TokenFile.tokens],
    details: """
      ROLE is backend, agent, channel or admin; NAME says who it is. The token is 128 random bits; its
      SHA-256 alone is kept, a line ROLE NAME SHA256 in a file for its owner alone. A running server
      takes it in on SIGHUP or `reload`. The environment's FRONTDESK_TOKENS may hold such lines too.
      """,
    examples: [
      Example("frontdesk token new agent ana", "lets ana work at the desk"),
      Example("frontdesk token new backend web", "lets a backend state who its customers are"),
    ],
    run: { try Token.make($0, $1) }
  )

  static let listTokens = Command(
    name: "token list",
    summary: "lists who has tokens",
    options: [TokenFile.tokens, .output],
    details: "The tokens themselves are not known to anybody but their holders.",
    examples: [Example("frontdesk token list", "shows roles and names")],
    run: { try Token.list($0, $1) }
  )

  static let removeToken = Command(
    name: "token remove",
    summary: "takes the tokens of a role and a name away",
    operands: "ROLE NAME",
    options: [TokenFile.tokens],
    details: "A running server goes by it after SIGHUP or `reload`; who is connected stays so.",
    examples: [Example("frontdesk token remove agent ana", "ana's token is not valid any more")],
    run: { try Token.remove($0, $1) }
  )
}

/// The commands about tokens.
enum Token {
  static func make(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    let (role, name) = try holder(arguments)
    let path = try TokenFile.path(arguments)
    let token = RandomKey.make()
    try TokenFile.append(AccessTokens.Entry(role: role, name: name, token: token), to: path)
    try console.output.writeLine(token)
    try console.log("its SHA-256 is in \(path); the token itself is nowhere but here")
    return .success
  }

  static func list(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    try arguments.expectOperands(0...0, "")
    let known = try TokenFile.read(try TokenFile.path(arguments)).entries
    if try arguments.wantsJSON() {
      var json = JSONWriter()
      json.array(known) { json, entry in
        json.object { json in
          json.member("role", entry.role.rawValue)
          json.member("name", entry.name)
        }
      }
      try json.endLine(into: console.output)
    } else {
      for entry in known { try console.output.writeLine("\(entry.role.rawValue) \(entry.name)") }
    }
    return .success
  }

  static func remove(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    let (role, name) = try holder(arguments)
    let path = try TokenFile.path(arguments)
    guard try TokenFile.remove(role, name, from: path) > 0 else {
      try console.log("frontdesk: \(path) has no token of \(role.rawValue) \(name)")
      return .failure
    }
    return .success
  }

  private static func holder(_ arguments: Arguments) throws -> (AccessRole, String) {
    try arguments.expectOperands(2...2, "ROLE NAME")
    guard let role = AccessRole(rawValue: arguments.operands[0]) else {
      throw UsageError(
        "there is no role \"\(arguments.operands[0])\"; expected "
          + alternatives(AccessRole.allCases.map(\.rawValue))
      )
    }
    guard AccessTokens.isName(arguments.operands[1]) else {
      throw UsageError(
        "\"\(arguments.operands[1])\" is no name; expected 1 to 32 letters, digits, '-', '_' or '.'"
      )
    }
    return (role, arguments.operands[1])
  }
}
