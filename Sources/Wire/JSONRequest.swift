package import JSON

/// What one line of JSON asks for: an object with a `type`, which may be left out for messages.
///
/// ```
/// {"type":"message","session":"s1","id":"m1","text":"where is my parcel?"}
/// {"type":"take","id":"a7","ticket":12}
/// ```
/// The members that every line may have are read at once; the others by whoever carries the line
/// out, with the methods below. Members of other names are passed over.
package struct JSONRequest: Equatable, Sendable {
  package let type: String
  /// What the sender calls the line, so that sending it again is safe.
  package let id: String?
  package let session: String?
  private let members: [String: JSONValue]

  /// Reads a line that begins with `{`.
  ///
  /// - Throws: `JSONError` with what could be read of the session and the id.
  package init(line: String) throws(JSONError) {
    let value: JSONValue
    do throws(JSONSyntaxError) {
      value = try JSONParser.parse(line)
    } catch {
      var refused = JSONError(.notJSON, "the line begins with { and is no JSON object")
      refused.column = error.offset + 1
      throw refused
    }
    guard case .object(let members) = value else {
      throw JSONError(.notJSON, "the line begins with { and is no JSON object")
    }
    self.members = members
    session = members["session"]?.string
    id = members["id"]?.string
    switch members["type"] {
    case nil: type = "message"
    case .string(let name)?: type = name
    default: type = ""
    }
    if members["session"] != nil { try checkName(session, "session") }
    if members["id"] != nil { try checkName(id, "id") }
    guard !type.isEmpty else { throw wrong("type", "the name of a type") }
  }

  /// The error of a member that is missing or is not what is expected.
  package func wrong(_ member: String, _ expected: String) -> JSONError {
    JSONError(
      .badValue,
      "expected \"\(member)\": \(expected)",
      member: member,
      session: session,
      re: id
    )
  }

  /// An error about the line as a whole.
  package func refused(_ code: JSONError.Code, _ message: String) -> JSONError {
    JSONError(code, message, session: session, re: id)
  }

  private func checkName(_ name: String?, _ member: String) throws(JSONError) {
    // Letters beyond ASCII have several spellings that look and compare alike.
    guard let name, (1...128).contains(name.utf8.count),
      name.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { throw wrong(member, "1 to 128 visible characters of ASCII") }
  }
}

// MARK: - Members

extension JSONRequest {
  package func has(_ member: String) -> Bool { members[member] != nil }

  /// A text that must be there.
  package func text(_ member: String, _ expected: String) throws(JSONError) -> String {
    guard let text = members[member]?.string else { throw wrong(member, expected) }
    return text
  }

  /// A text that may be missing; empty counts as missing.
  package func optionalText(_ member: String, longest: Int = 1_000) throws(JSONError) -> String? {
    guard let value = members[member], value != .null else { return nil }
    guard let text = value.string, text.utf8.count <= longest else {
      throw wrong(member, "a text of at most \(longest) bytes")
    }
    return text.isEmpty ? nil : text
  }

  /// A whole number in a range.
  package func number(
    _ member: String,
    in range: ClosedRange<Int>,
    _ expected: String
  ) throws(JSONError) -> Int {
    guard case .number(let digits)? = members[member], let number = Int(digits),
      range.contains(number)
    else { throw wrong(member, expected) }
    return number
  }

  package func optionalNumber(
    _ member: String,
    in range: ClosedRange<Int>,
    _ expected: String
  ) throws(JSONError) -> Int? {
    has(member) ? try number(member, in: range, expected) : nil
  }

  /// True or false; a default where it is missing.
  package func flag(_ member: String, otherwise: Bool = false) throws(JSONError) -> Bool {
    guard let value = members[member] else { return otherwise }
    guard let flag = value.bool else { throw wrong(member, "true or false") }
    return flag
  }

  /// An object that may be missing.
  package func object(_ member: String) throws(JSONError) -> [String: JSONValue]? {
    guard let value = members[member], value != .null else { return nil }
    guard case .object(let object) = value else { throw wrong(member, "an object") }
    return object
  }

  /// The texts of an object that may be missing, by their names; others than those named are passed over.
  package func texts(
    _ member: String,
    _ names: [String],
    longest: Int = 1_000
  ) throws(JSONError) -> [String: String]? {
    guard let object = try object(member) else { return nil }
    var texts: [String: String] = [:]
    for name in names {
      guard let value = object[name], value != .null else { continue }
      guard let text = value.string, text.utf8.count <= longest else {
        throw wrong("\(member).\(name)", "a text of at most \(longest) bytes")
      }
      if !text.isEmpty { texts[name] = text }
    }
    return texts
  }

  /// The references to files that came with the line.
  ///
  /// Nothing of them is fetched.
  package func attachments() throws(JSONError) -> [FileReference] {
    guard let value = members["attachments"], value != .null else { return [] }
    guard case .array(let values) = value else { throw wrong("attachments", "a list") }
    guard values.count <= FileReference.most else {
      throw refused(
        .tooMany,
        "\(values.count) attachments; at most \(FileReference.most) are taken"
      )
    }
    var files: [FileReference] = []
    for value in values {
      guard let file = FileReference(value) else {
        throw wrong("attachments", FileReference.expected)
      }
      files.append(file)
    }
    return files
  }
}
