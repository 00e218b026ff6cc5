import FrontdeskEngine
import Testing

@testable import LineServer

@Suite("SHA-256")
struct SHA256Tests {
  /// The examples of FIPS 180-4, and the edges of a block.
  private static let vectors: [(String, String)] = [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqr"
        + "lmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
  ]

  @Test("The digests of the standard's examples, however they are cut", arguments: vectors)
  func examples(text: String, expected: String) {
    let bytes = Array(text.utf8)
    for cut in 0...bytes.count {
      var digest = SHA256()
      digest.update(bytes[..<cut])
      digest.update(bytes[cut...])
      #expect(digest.hexadecimal() == expected)
    }
  }

  @Test(
    "Texts at the edges of blocks",
    arguments: [
      (55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
      (56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"),
      (64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"),
      (1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
    ]
  )
  func edges(count: Int, expected: String) {
    var digest = SHA256()
    let piece = [UInt8](repeating: UInt8(ascii: "a"), count: min(count, 50_000))
    for start in stride(from: 0, to: count, by: piece.count) {
      digest.update(piece.prefix(count - start))
    }
    #expect(digest.hexadecimal() == expected)
  }
}

@Suite("Tokens")
struct AccessTokensTests {
  private static let digest = String(repeating: "0a", count: 32)

  @Test("Lines of a file, with comments, empty lines and any white space")
  func parses() throws {
    let text = """
      # who may what
      agent ana \(Self.digest)

        backend\tweb-1   \(Self.digest.uppercased())\r
      channel m.x \(Self.digest)
      admin Şefa_2 \(Self.digest)
      """
    let tokens = try AccessTokens(parsing: text)
    #expect(tokens.entries.map(\.role) == [.agent, .backend, .channel, .admin])
    #expect(tokens.entries.map(\.name) == ["ana", "web-1", "m.x", "Şefa_2"])
    #expect(tokens.entries.allSatisfy { $0.digest == Self.digest })
    #expect(tokens.entries[0].line == "agent ana \(Self.digest)")
    for role in AccessRole.allCases { #expect(tokens.has(role)) }
    #expect(try AccessTokens(parsing: "").entries.isEmpty)
  }

  @Test(
    "Lines that are none, by their number",
    arguments: [
      ("agent ana", "ROLE NAME SHA256"), ("agent ana \(digest) more", "ROLE NAME SHA256"),
      ("boss ana \(digest)", "there is no role boss"), ("Agent ana \(digest)", "no role Agent"),
      ("agent a/b \(digest)", "a name is"),
      ("agent \(String(repeating: "x", count: 33)) \(digest)", "a name is"),
      ("agent ana \(digest)0", "64 hexadecimal digits"),
      ("agent ana \(digest.dropLast())g", "64 hexadecimal digits"), ("agent ana token", "64"),
    ]
  )
  func refuses(line: String, why: String) throws {
    let good = "agent ana \(Self.digest)\n\n# no\n"
    let error = #expect(throws: AccessTokens.ParseError.self) {
      try AccessTokens(parsing: good + line + "\n" + good)
    }
    #expect(error?.line == 4)
    #expect(error?.what.contains(why) == true)
  }

  @Test("A token is its holder's, in its role alone; a name may have several")
  func holders() {
    let tokens =
      AccessTokens([
        .init(role: .agent, name: "ana", token: "one"),
        .init(role: .admin, name: "ana", token: "a"),
      ]) + AccessTokens([.init(role: .agent, name: "ana", token: "two")])
    for token in ["one", "two"] { #expect(tokens.holder(of: token, as: .agent) == "ana") }
    for token in ["", "on", "ones", "One", "a"] {
      #expect(tokens.holder(of: token, as: .agent) == nil)
    }
    #expect(tokens.holder(of: "a", as: .admin) == "ana")
    #expect(tokens.holder(of: "one", as: .admin) == nil)
    #expect(!tokens.has(.backend))
    // What is kept is not what is shown.
    #expect(tokens.holder(of: tokens.entries[0].digest, as: .agent) == nil)
  }
}

@Suite("Wrong tokens")
struct FailedAttemptsTests {
  @Test("Every one of an address waits longer, up to half a minute; others do not")
  func doubling() {
    var attempts = FailedAttempts()
    let waits = (0..<8).map { _ in attempts.note("a", at: .seconds(5)) }
    #expect(waits == [1, 2, 4, 8, 16, 30, 30, 30].map { .seconds($0) })
    #expect(attempts.note("b", at: .seconds(5)) == .seconds(1))
    // Ten minutes count from the last.
    #expect(attempts.note("a", at: .seconds(605)) == .seconds(30))
    #expect(attempts.note("a", at: .seconds(1_206)) == .seconds(1))
    #expect(attempts.note("a", at: .seconds(1_206)) == .seconds(2))
  }

  @Test("With too many addresses the oldest is forgotten, and no other")
  func bounded() {
    var attempts = FailedAttempts()
    for number in 0...FailedAttempts.mostAddresses {
      #expect(attempts.note("\(number)", at: .milliseconds(number)) == .seconds(1))
    }
    let end = Duration.seconds(11)
    #expect(attempts.note("1", at: end) == .seconds(2))
    #expect(attempts.note("0", at: end) == .seconds(1))
  }
}

@Suite("Messages a second")
struct TokenBucketTests {
  @Test("Twice as many at once, then as many as come back")
  func bursts() {
    var bucket = TokenBucket(perSecond: 2, at: .seconds(7))
    for _ in 0..<4 { #expect(bucket.take(at: .seconds(7)) == nil) }
    #expect(bucket.take(at: .seconds(7)) == 0.5)
    #expect(bucket.take(at: .milliseconds(7_250)) == 0.25)
    #expect(bucket.take(at: .milliseconds(7_500)) == nil)
    #expect(bucket.take(at: .milliseconds(7_500)) == 0.5)
    // However long nothing comes, no more than twice as many at once.
    for _ in 0..<4 { #expect(bucket.take(at: .seconds(1_000)) == nil) }
    #expect(bucket.take(at: .seconds(1_000)) != nil)
    var open = TokenBucket(perSecond: nil, at: .zero)
    for _ in 0..<10_000 { #expect(open.take(at: .zero) == nil) }
  }
}
