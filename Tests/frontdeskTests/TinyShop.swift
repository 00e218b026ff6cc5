import Foundation
import Synchronization

/// A shop of a few files in a folder of its own, which goes with the value that made it.
final class TinyShop {
  let folder: URL

  var path: String { folder.path }

  /// Writes the shop; `files` are added to it, or put in place of its own.
  init(_ files: [String: String] = [:]) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "tiny-\(UUID().uuidString)")
    for (name, text) in Self.files.merging(files, uniquingKeysWith: { $1 }) {
      let file = folder.appending(path: name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(text.utf8).write(to: file)
    }
  }

  /// The bundled shop in one language, which takes a debug build a fifth of the time to read.
  init(bundledIn language: String) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "tiny-\(UUID().uuidString)")
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in ["intents", "corpus"] {
      try FileManager.default.copyItem(
        at: root.appending(path: name),
        to: folder.appending(path: name)
      )
    }
    let file = folder.appending(path: "intents/shop.yml")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
      line.hasPrefix("languages:") ? "languages: [\(language)]" : String(line)
    }
    try Data(lines.joined(separator: "\n").utf8).write(to: file)
    // Building the indexes takes long, so the first does it and the others wait.
    try Self.indexed.withLock { languages in
      guard languages.insert(language).inserted else { return }
      _ = try Program.run("ask", "hello", "--content", folder.path)
    }
  }

  /// The languages whose indexes are in the cache.
  private static let indexed = Mutex<Set<String>>([])

  deinit { try? FileManager.default.removeItem(at: folder) }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  private static let files = [
    "intents/shop.yml": """
    name: Tiny
    languages: [en]
    default_language: en
    time_zone: Europe/Bucharest
    currency: EUR

    """,
    "corpus/facts.yml": """
    facts:
      return_days: {number: 30, unit: day}
      support_email: {text: help@tiny.example}
    units:
      day:
        en: {one: day, other: days}

    """,
    "corpus/en/return-policy.md": """
    ---
    id: return-policy
    title: How do I return something?
    questions:
      - can I send it back
      - I want to return my shoes
      - how long can I return things
    tags: [returns]
    updated: 2026-01-02
    ---
    Send it back within {{return_days}} of delivery.

    Put it in its box and drop it at any shop.

    """,
    "corpus/en/track-order.md": """
    ---
    id: track-order
    title: Where is my order?
    questions:
      - where is my parcel
      - track my package
      - has my order been sent yet
    tags: [delivery]
    updated: 2026-01-03
    ---
    Follow the link in the e-mail.

    """,
    "intents/en/everyday.yml": """
    version: "3.1"
    nlu:
      - intent: smalltalk/greet
        examples: |
          - hello
          - good morning
          - hi there
      - intent: human/request
        action: handoff
        examples: |
          - I want to talk to a person
          - human
          - let me speak to an agent
    responses:
      utter_smalltalk/greet:
        - text: Hello! How can I help?

    """,
    "intents/en/words.yml": "fillers: [please, hi, my, the, is, a, to, i]\n",
    "intents/en/system.yml": """
    version: "3.1"
    responses:
      utter_decline:
        - text: Sorry, I did not understand that.
      utter_clarify:
        - text: "Did you mean:"
      utter_none_of_these:
        - text: None of these
      utter_nothing_fits:
        - text: Please say it in other words.
      utter_handoff_queued:
        - text: A colleague will join you. You are number {{position}} in the queue.
      utter_handoff_waiting:
        - text: A colleague will answer soon.
      utter_handoff_joined:
        - text: "{{agent}} has joined the chat."
      utter_handoff_ended:
        - text: You are chatting with the assistant again.
      utter_unsupported_language:
        - text: "I can help you in these languages: {{languages}}."
      utter_too_long:
        - text: Your message is too long for me.
      utter_person_hint:
        - text: Write human to talk to a person.

    """,
  ]
}
