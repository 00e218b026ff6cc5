import Content
import TestSupport
import Testing

@Suite("IntentFileParser")
struct IntentFileParserTests {
  static let valid = """
    version: "3.1"
    nlu:
      - intent: order/track
        article: track-order
        examples: |
          - where is my order

          - where's [A-10432](order_number)
      - intent: human/request
        action: handoff
        templates: |
          (get|give) me a person
          - talk to [a] human
        examples: |
          - "operator"
      - synonym: parcel
        examples: |
          - package
          - shipment
      - regex: order_number
        examples: |
          - A-\\d{5}
      - lookup: city
        examples: |
          - Bucharest
    responses:
      utter_greet:
        - text: Hello from {{shop_name}}!
        - text: |
            Hi.
            How can I help?
          channel: email
          buttons:
            - title: Track
              payload: /order/track
            - title: Other
    """

  private func parse(_ text: String, _ warnings: inout [ContentProblem]) throws -> IntentFile {
    try IntentFileParser.parse(Array(text.utf8), file: "intents/en/shop.yml", warnings: &warnings)
  }

  @Test("Intents, synonyms, patterns, lists and responses are read with their lines")
  func file() throws {
    var warnings: [ContentProblem] = []
    let file = try parse(Self.valid, &warnings)
    #expect(warnings.isEmpty)
    #expect(file.version == "3.1")
    #expect(file.intents.map(\.name) == ["order/track", "human/request"])
    #expect(file.intents.map(\.line) == [3, 9])
    #expect(file.intents[0].article == LocatedText("track-order", line: 4))
    #expect(file.intents[0].action == nil)
    #expect(file.intents[0].examples.map(\.text) == ["where is my order", "where's A-10432"])
    #expect(file.intents[0].examples.map(\.line) == [6, 8])
    #expect(file.intents[0].examples[1].entities.map(\.entity) == ["order_number"])
    #expect(file.intents[0].examples[1].entities.map(\.range) == [8..<15])
    #expect(file.intents[1].action == .handoff)
    #expect(
      file.intents[1].templates == [
        LocatedText("(get|give) me a person", line: 12), LocatedText("talk to [a] human", line: 13),
      ]
    )
    #expect(file.intents[1].examples.map(\.text) == ["\"operator\""])
    #expect(file.synonyms.map(\.name) == ["parcel"])
    #expect(file.synonyms[0].examples.map(\.text) == ["package", "shipment"])
    #expect(file.regexes.first?.examples == [LocatedText("A-\\d{5}", line: 22)])
    #expect(file.lookups.first?.name == "city")
  }

  /// The shape of a project of Rasa 3, with the keys that Frontdesk has no use for.
  static let rasa = """
    version: "3.1"

    intents:
      - greet
      - inform:
          use_entities: []

    entities:
    - city:
        roles: [from, to]

    slots:
      city:
        type: text
        influence_conversation: true
        mappings:
        - type: from_entity
          entity: city
          conditions:
          - active_loop: trip_form
            requested_slot: null

    nlu:
    - intent: greet
      metadata:
        sentiment: neutral
      examples: |
        - hey
        - hello there
    - intent: inform
      examples:
      - text: |
          - from [Berlin]{"entity": "city", "role": "from"}
        metadata:
          sentiment: neutral
      - text: |
          tomorrow
      - plain text
    - regex: zip
      examples: |
        - \\d{5}

    responses:
      utter_greet:
      - condition:
        - type: slot
          name: logged_in
          value: true
        text: "Hey, {name}!"
      - text: "Hey! Here is a picture that spans
          two lines:"
        image: "https://i.example/x.jpg"
      - custom:
          blocks:
          - type: section
      utter_faq/ask_hours:
      - text: "We are open"
        channel: slack

    actions:
    - action_trip

    forms:
      trip_form:
        required_slots:
            - city

    session_config:
      session_expiration_time: 60
      carry_over_slots_to_new_session: true

    rules:
    - rule: greet
      steps:
      - intent: greet
      - action: utter_greet

    stories:
    - story: trip
      steps:
      - or:
        - intent: greet
        - intent: inform
          entities:
          - city: "Berlin"
      - slot_was_set:
        - city: Berlin
    """

  @Test("A file of Rasa loads unchanged, and what is not used is named")
  func rasaFile() throws {
    var warnings: [ContentProblem] = []
    let file = try parse(Self.rasa, &warnings)
    #expect(file.intents.map(\.name) == ["greet", "inform"])
    #expect(file.intents[1].examples.map(\.text) == ["from Berlin", "tomorrow", "plain text"])
    #expect(file.intents[1].examples[0].entities.first?.role == "from")
    #expect(file.regexes.count == 1)
    #expect(file.responses.map(\.name) == ["utter_greet", "utter_faq/ask_hours"])
    #expect(
      file.responses[0].variants.map(\.text.text)
        == ["Hey, {name}!", "Hey! Here is a picture that spans two lines:"]
    )
    #expect(file.responses[0].variants.map(\.isConditional) == [true, false])
    #expect(file.responses[1].variants.map(\.channel) == ["slack"])
    #expect(warnings.allSatisfy { $0.rule == "unused-key" && $0.severity == .warning })
    #expect(warnings.filter { $0.message.hasSuffix("of Rasa's format is not used") }.count == 8)
  }

  @Test(
    "Each mistake is an error with its line and rule",
    arguments: [
      ("nlu:\n  - intents: a\n    examples: |\n      - b", 2, "nlu-item"),
      ("nlu:\n  - intent: a\n    synonym: b\n    examples: |\n      - b", 2, "nlu-item"),
      ("nlu:\n  - intent: a", 2, "missing-key"),
      ("nlu:\n  - intent: a\n    examples:\n", 3, "missing-key"),
      ("nlu:\n  - intent: a\n    exampels: |\n      - b", 3, "unknown-key"),
      ("nul:\n  - intent: a", 1, "unknown-key"),
      ("nlu:\n  - intent: a\n    action: call\n    examples: |\n      - b", 3, "intent-action"),
      ("nlu: a", 1, "wrong-type"), ("nlu:\n  - a", 2, "wrong-type"),
      ("responses:\n  a: b", 2, "wrong-type"),
      ("responses:\n  a:\n    - b", 3, "wrong-type"),
      ("responses:\n  a:\n    - text: [b]", 3, "wrong-type"),
      ("responses:\n  a:\n    - txet: b", 3, "unknown-key"),
      ("responses:\n  a:\n    - text: b\n      buttons:\n        - payload: c", 5, "missing-key"),
      ("- a", 1, "wrong-type"),
    ]
  )
  func mistakes(text: String, line: Int, rule: String) {
    var warnings: [ContentProblem] = []
    let found = problem { _ = try parse(text, &warnings) }
    #expect(found?.rule == rule, "\(found.map(String.init(describing:)) ?? "")")
    #expect(found?.line == line)
  }

  @Test("Lines without a dash and empty examples are warnings, not examples")
  func exampleLines() throws {
    var warnings: [ContentProblem] = []
    let file = try parse(
      "nlu:\n- intent: a\n  examples: |\n    - b\n    c\n    -\n    -d\n",
      &warnings
    )
    #expect(file.intents.first?.examples.map(\.text) == ["b"])
    #expect(warnings.map(\.line) == [5, 6, 7])
    #expect(warnings.allSatisfy { $0.rule == "example-line" })
  }

  @Test(
    "Random bytes and damaged files never stop the program",
    arguments: [21, 22, 23] as [UInt64]
  )
  func fuzz(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let sources = [Array(Self.valid.utf8), Array(Self.rasa.utf8)]
    var files = 0
    for round in 0..<1_500 {
      let bytes =
        round.isMultiple(of: 4) ? random.bytes(upTo: 200) : random.mutated(sources[round % 2])
      var warnings: [ContentProblem] = []
      do {
        let file = try IntentFileParser.parse(bytes, file: "a.yml", warnings: &warnings)
        files += 1
        for example in file.intents.flatMap(\.examples) {
          for entity in example.entities {
            #expect(entity.range.upperBound <= example.text.utf8.count)
            #expect(!entity.range.isEmpty)
          }
        }
      } catch {
        let lines = bytes.count { $0 == 0x0A } + 1
        #expect((0...lines).contains(error.line), "\(error)")
      }
    }
    #expect(files > 100)
  }

  @Test(
    "Random bytes never stop the YAML reader, and every node lies in the file",
    arguments: [31, 32] as [UInt64]
  )
  func fuzzYAML(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<6_000 {
      let bytes = random.bytes(upTo: 80)
      guard let root = try? StrictYAML.parse(bytes, file: "a.yml") else { continue }
      let lines = bytes.count { $0 == 0x0A } + 1
      var open = [root]
      while let node = open.popLast() {
        #expect((1...lines).contains(node.line))
        switch node.value {
        case .list(let items): open += items
        case .map(let entries): open += entries.map(\.node)
        case .null, .scalar: break
        }
      }
    }
  }

  @Test("A file may say when it was gone through, as a day of the calendar")
  func updated() throws {
    var warnings: [ContentProblem] = []
    #expect(try parse(Self.valid, &warnings).updated == nil)
    let file = try parse("version: \"3.1\"\nupdated: 2026-11-22\nnlu: []\n", &warnings)
    #expect(file.updated == ContentDate("2026-11-22"))
    #expect(warnings.isEmpty)
    let problem = #expect(throws: ContentProblem.self) {
      try parse("nlu: []\nupdated: 2026-02-30\n", &warnings)
    }
    #expect(problem?.place == "intents/en/shop.yml:2")
    #expect(problem?.rule == "date")
    #expect(problem?.message.contains("2026-02-30") == true)
  }
}
