import TextAnalysis

/// Reads a sentence template.
///
/// `(a|b c)` is one of its parts, `[a]` and `[a|b]` may be left out, `(a;b)` may come in any order,
/// `{name}` and `{name:slot}` are filled, `\` makes the next sign an ordinary one. White space
/// separates words, but none is needed or counted beside `|` and `;`, so that `order(s | ed)` stands
/// for "orders" and "ordered". A slot is a word of its own, whatever it touches.
///
/// *Source*: hassil, README "Sentence Templates".
package struct PatternParser {
  /// Longer templates are several.
  private static let maximumScalars = 1_000
  private static let maximumDepth = 16
  /// Parts in any order; six of them have 720 orders.
  private static let maximumPermutation = 6

  private let scalars: [Unicode.Scalar]
  private let lists: Set<String>
  private var position = 0
  private var slots: [Pattern.Slot] = []

  /// Parses a template; `lists` names what may fill a slot besides entities.
  ///
  /// - Throws: `PatternError` for the first thing that cannot be understood, and for a template that
  ///   is too long, too deep or stands for too many forms of one word.
  package static func parse(
    _ text: String,
    lists: Set<String> = []
  ) throws(PatternError) -> Pattern {
    var parser = PatternParser(scalars: Array(text.unicodeScalars), lists: lists)
    guard parser.scalars.count <= maximumScalars else {
      throw PatternError(
        column: maximumScalars + 1,
        message: "the template is too long; expected at most \(maximumScalars) characters"
      )
    }
    let root = try parser.group(openedAt: nil, depth: 0)
    guard saysSomething(root) else {
      throw PatternError(column: 1, message: "expected a word or a {slot}")
    }
    return Pattern(
      text: text,
      root: root,
      slots: parser.slots,
      graph: try PatternGraph(root, slots: parser.slots)
    )
  }

  private init(scalars: [Unicode.Scalar], lists: Set<String>) {
    self.scalars = scalars
    self.lists = lists
  }

  private static func saysSomething(_ node: Pattern.Node) -> Bool {
    switch node {
    case .text(let text): text.contains { $0.isLetter || $0.isNumber }
    case .slot: true
    case .sequence(let nodes), .alternatives(let nodes), .permutation(let nodes):
      nodes.contains(where: saysSomething)
    }
  }

  private func error(_ message: String, at position: Int) -> PatternError {
    PatternError(column: position + 1, message: message)
  }
}

// MARK: Groups

extension PatternParser {
  /// What has been read of one group.
  private struct Group {
    var parts: [[Pattern.Node]] = [[]]
    var text = String.UnicodeScalarView()
    var separator: Unicode.Scalar?

    mutating func append(_ node: Pattern.Node) {
      endText()
      parts[parts.count - 1].append(node)
    }

    mutating func endText() {
      guard !text.isEmpty else { return }
      parts[parts.count - 1].append(.text(String(text)))
      text = String.UnicodeScalarView()
    }

    mutating func endPart() {
      while text.last?.properties.isWhitespace == true { text.removeLast() }
      endText()
      parts.append([])
    }

    var nodes: [Pattern.Node] { parts.map { $0.count == 1 ? $0[0] : .sequence($0) } }
  }

  /// Reads up to the bracket that closes the group, or to the end of the text.
  private mutating func group(
    openedAt start: Int?,
    depth: Int
  ) throws(PatternError) -> Pattern.Node {
    let close: Unicode.Scalar? = start.map { scalars[$0] == "(" ? ")" : "]" }
    var group = Group()
    while position < scalars.count, scalars[position] != close {
      let scalar = scalars[position]
      switch scalar {
      case "(", "[": group.append(try nested(depth: depth + 1))
      case "{": group.append(try slot())
      case "|", ";": try separate(scalar, &group)
      case "\\":
        guard position + 1 < scalars.count else {
          throw error("expected a character after `\\`", at: position)
        }
        group.text.append(scalars[position + 1])
        position += 2
      case ")", "]", "}", ">":
        throw error(
          "`\(scalar)` closes nothing; expected "
            + (close.map { "`\($0)` here, or" } ?? "it behind its opening bracket, or")
            + " `\\\(scalar)` for the sign itself",
          at: position
        )
      case "<":
        throw error(
          "`<rules>` cannot be used; expected the words themselves, or `\\<` for the sign itself",
          at: position
        )
      default:
        group.text.append(scalar)
        position += 1
      }
    }
    if let start, let close {
      guard position < scalars.count else {
        throw error("`\(scalars[start])` is not closed; expected `\(close)`", at: start)
      }
      position += 1
    }
    group.endText()
    return try node(of: group, openedAt: start)
  }

  private mutating func nested(depth: Int) throws(PatternError) -> Pattern.Node {
    let start = position
    guard depth <= Self.maximumDepth else {
      throw error(
        "expected at most \(Self.maximumDepth) brackets inside one another",
        at: start
      )
    }
    position += 1
    let inner = try group(openedAt: start, depth: depth)
    guard scalars[start] == "[" else { return inner }
    if case .alternatives(let nodes) = inner { return .alternatives(nodes + [.sequence([])]) }
    return .alternatives([inner, .sequence([])])
  }

  private mutating func separate(
    _ scalar: Unicode.Scalar,
    _ group: inout Group
  ) throws(PatternError) {
    if let other = group.separator, other != scalar {
      throw error(
        "`|` and `;` stand in one group; expected `\(other)` as before, or brackets around a part",
        at: position
      )
    }
    group.separator = scalar
    group.endPart()
    position += 1
    while position < scalars.count, scalars[position].properties.isWhitespace { position += 1 }
  }

  private func node(
    of group: Group,
    openedAt start: Int?
  ) throws(PatternError) -> Pattern.Node {
    let nodes = group.nodes
    if let start, !nodes.contains(where: Self.saysSomething) {
      throw error("expected a word or a {slot} in the brackets", at: start)
    }
    switch group.separator {
    case "|": return .alternatives(nodes)
    case ";":
      let first = start.map { $0 + 1 } ?? 0
      guard nodes.allSatisfy(Self.saysSomething) else {
        throw error("expected a word or a {slot} on both sides of every `;`", at: first)
      }
      guard nodes.count <= Self.maximumPermutation else {
        throw error(
          "expected at most \(Self.maximumPermutation) parts in any order, found \(nodes.count)",
          at: first
        )
      }
      return .permutation(nodes)
    default: return nodes[0]
    }
  }
}

// MARK: Slots

extension PatternParser {
  /// Reads `{name}` or `{name:slot}`.
  private mutating func slot() throws(PatternError) -> Pattern.Node {
    let start = position
    position += 1
    let name = try slotName()
    var slotName = name
    if position < scalars.count, scalars[position] == ":" {
      position += 1
      slotName = try self.slotName()
    }
    guard position < scalars.count else {
      throw error("`{` is not closed; expected `}`", at: start)
    }
    guard scalars[position] == "}" else {
      throw error("expected `}` behind the slot's name, found `\(scalars[position])`", at: position)
    }
    position += 1
    let slot = Pattern.Slot(name: slotName, filler: try filler(name, at: start))
    slots.append(slot)
    return .slot(slot)
  }

  private mutating func slotName() throws(PatternError) -> String {
    func skipSpaces(_ position: inout Int) {
      while position < scalars.count, scalars[position].properties.isWhitespace { position += 1 }
    }
    skipSpaces(&position)
    let start = position
    var name = String.UnicodeScalarView()
    while position < scalars.count, isNameScalar(scalars[position]) {
      name.append(scalars[position])
      position += 1
    }
    guard !name.isEmpty else { throw error("expected the name of a slot", at: start) }
    skipSpaces(&position)
    return String(name)
  }

  private func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_"
      || scalar == "-" || scalar == "." || scalar == "/"
  }

  private func filler(_ name: String, at start: Int) throws(PatternError) -> Pattern.Filler {
    if lists.contains(name) { return .list(name) }
    if let kind = TokenKind(slotName: name) { return .entity(kind) }
    throw error(
      "nothing is known that could fill {\(name)}; expected the name of a `lookup:` or `synonym:`, "
        + "or one of \(TokenKind.slotNames.joined(separator: ", "))",
      at: start
    )
  }
}
