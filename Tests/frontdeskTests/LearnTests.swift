import Foundation
import Testing

@Suite("frontdesk learn")
struct LearnTests {
  private static let log = """
    where is my parcel
    where on earth is my yellow parcel\ttrack-order
    track the package A-20001 of my sister

    my yellow parcel, where on earth is
    I want to return these yellow shoes
    let me talk to a real human agent
    where is my parcel, write to ann@mail.example
    où est mon colis, je l'attends depuis une semaine
    hello

    """

  private static func shop(_ files: [String: String] = [:]) throws -> TinyShop {
    try TinyShop(files.merging(["log.txt": log]) { $1 })
  }

  private static func learn(_ shop: TinyShop, _ options: String...) throws -> Program.Result {
    try Program.run(
      ["learn", "--content", shop.path] + options,
      input: [],
      folder: shop.folder
    )
  }

  /// The bytes of every file of the shop, by its path.
  private static func files(_ shop: TinyShop) throws -> [String: Data] {
    var files: [String: Data] = [:]
    let names = try FileManager.default.subpathsOfDirectory(atPath: shop.path)
    for name in names {
      let url = shop.folder.appending(path: name)
      if let data = try? Data(contentsOf: url) { files[name] = data }
    }
    return files
  }

  private static func text(_ name: String, _ shop: TinyShop) throws -> String {
    try String(contentsOfFile: "\(shop.path)/\(name)", encoding: .utf8)
  }

  @Test("A log becomes a proposal, the proposal examples, and these are answered")
  func wholeWay() throws {
    let shop = try Self.shop()
    let before = try Self.files(shop)
    let learned = try Self.learn(shop, "--log", "log.txt")
    #expect(learned.status == 0, "\(learned.errors)")
    let proposal = try Self.text("proposal.yml", shop)
    #expect(proposal.hasPrefix("# Proposed by `frontdesk learn` from 9 messages of log.txt. "))
    #expect(proposal.contains("article: track-order\n"))
    #expect(proposal.contains("- \"track the package A-00000 of my sister\"\n"))
    #expect(proposal.contains("article: return-policy\n"))
    #expect(proposal.contains("intent: human/request\n"))
    for never in ["ann@mail", "A-20001", "colis", "smalltalk"] {
      #expect(!proposal.contains(never))
    }
    // The same words in another order are no second example.
    #expect(proposal.components(separatedBy: "yellow parcel").count == 2)
    #expect(learned.output.contains("en: 8 messages, 2 known already"), "\(learned.output)")
    #expect(learned.output.contains("of other languages: 1"))
    // Nothing is learnt before somebody has accepted it.
    var after = try Self.files(shop)
    after["proposal.yml"] = nil
    #expect(after == before)

    let accepted = try Self.learn(shop, "--accept", "proposal.yml")
    #expect(accepted.status == 0, "\(accepted.errors)")
    #expect(accepted.output.contains("next: frontdesk check, frontdesk tune, frontdesk bench"))
    let changed = try Self.files(shop).filter { $0.value != before[$0.key] }.keys.sorted()
    #expect(
      changed == [
        "corpus/en/return-policy.md", "corpus/en/track-order.md", "intents/en/everyday.yml",
        "proposal.yml",
      ]
    )
    for name in changed.dropLast() { #expect(accepted.output.contains("\(name):")) }
    let answer = try Program.run(
      "ask",
      "--content",
      shop.path,
      "track the package A-00000 of my sister"
    )
    #expect(answer.output.contains("Follow the link in the e-mail."), "\(answer.output)")

    let twice = try Self.files(shop)
    let again = try Self.learn(shop, "--accept", "proposal.yml")
    #expect(again.status == 0, "\(again.errors)")
    #expect(
      again.output == "\(proposal.components(separatedBy: "\n      - ").count - 1) there already\n"
    )
    #expect(try Self.files(shop) == twice)
    // And nothing of it is proposed once more.
    let known = try Self.learn(shop, "--log", "log.txt", "--out", "second.yml")
    #expect(known.status == 0)
    #expect(try Self.text("second.yml", shop).hasSuffix("proposals: []\n"))
  }

  @Test("With labelled questions it is told what accepting everything would change")
  func labelled() throws {
    let shop = try Self.shop([
      "Benchmarks/Sets/en/q.tsv": """
      id\ttext\tarticle\tintent\tslices
      r1\tcan I send it back\treturn-policy\tnone\t-
      r2\twhere is my parcel\ttrack-order\tnone\t-

      """
    ])
    let learned = try Self.learn(shop, "--log", "log.txt")
    #expect(learned.status == 0, "\(learned.errors)")
    #expect(learned.output.contains("tune: "), "\(learned.output)")
    #expect(learned.output.contains("report: "))
    // Another shop's questions say nothing about this one.
    let bare = try Self.learn(try Self.shop(), "--log", "log.txt")
    #expect(bare.status == 0, "\(bare.errors)")
    #expect(!bare.output.contains("report: "))
  }

  @Test(
    "A proposal that is wrong anywhere changes nothing",
    arguments: [
      ("en", "intent: human/requst", "p.yml:7: error: there is no intent"),
      ("en", "article: nothing", "p.yml:7: error: there is no article"),
      ("en", "intents: human/request", "p.yml:7: error: unknown key"),
      ("ru", "intent: human/request", "p.yml:7: error: the shop does not serve ru"),
      ("xx", "intent: human/request", "p.yml:6: error: `language`"),
    ]
  )
  func wrong(language: String, place: String, expected: String) throws {
    let shop = try Self.shop([
      "p.yml": """
      proposals:
        - language: en
          article: track-order
          examples:
            - where did it go
        - language: \(language)
          \(place)
          examples:
            - get me someone

      """
    ])
    let before = try Self.files(shop)
    let result = try Self.learn(shop, "--accept", "p.yml")
    #expect(result.status == 1)
    #expect(result.errors.contains(expected), "\(result.errors)")
    #expect(try Self.files(shop) == before)
  }

  @Test(
    "Wrong calls are told apart",
    arguments: [
      ([], "--log or --accept is missing"),
      (["--log", "log.txt", "--accept", "log.txt"], "exclude each other"),
      (["--log", "log.txt", "--limit", "0"], "--limit cannot be"),
      (["--log", "empty.txt"], "there is no message in the file"),
      (["--accept", "p.yml", "--out", "x.yml"], "--out belongs to --log"),
      (["--log", "log.txt", "--out", "log.txt"], "is no proposal"),
      (["--log", "log.txt", "--lang", "ru"], "--lang cannot be"),
    ] as [([String], String)]
  )
  func usage(options: [String], expected: String) throws {
    let shop = try Self.shop(["empty.txt": " \n\n\tlabel\n"])
    let before = try Self.files(shop)
    let result = try Program.run(
      ["learn", "--content", shop.path] + options,
      input: [],
      folder: shop.folder
    )
    #expect(result.status == 2)
    #expect(result.errors.contains(expected), "\(result.errors)")
    #expect(try Self.files(shop) == before)
  }

  @Test("A link to a file stays a link, and who may read a file stays as it was")
  func linked() throws {
    let shop = try Self.shop([
      "p.yml": """
      proposals:
        - language: en
          article: track-order
          examples: [where did it go]

      """
    ])
    let files = FileManager.default
    let (link, file) = ("\(shop.path)/corpus/en/track-order.md", "\(shop.path)/real.md")
    try files.moveItem(atPath: link, toPath: file)
    try files.createSymbolicLink(atPath: link, withDestinationPath: file)
    try files.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
    #expect(try Self.learn(shop, "--accept", "p.yml").status == 0)
    #expect(try files.destinationOfSymbolicLink(atPath: link) == file)
    #expect(try Self.text("real.md", shop).contains("\n  - where did it go\n"))
    let mode = try files.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(mode == 0o640)
  }

  @Test("Lines that are not UTF-8 are read as far as they can be, and never proposed")
  func invalid() throws {
    let shop = try Self.shop()
    var bytes = Data("track the package of my sister\r\ntrack the parc".utf8)
    bytes.append(contentsOf: [0xFF, 0xFE])
    bytes.append(contentsOf: Data("el of my brother\u{1B}[31m\r\n".utf8))
    try bytes.write(to: shop.folder.appending(path: "log.txt"))
    let result = try Self.learn(shop, "--log", "log.txt", "--limit", "1")
    #expect(result.status == 0, "\(result.errors)")
    let proposal = try Self.text("proposal.yml", shop)
    #expect(proposal.contains("of my sister\""))
    #expect(!proposal.contains("brother"))
  }
}
