import Foundation
import Testing

@Suite("Both sides of the desk in a chat")
struct ChatDeskTests {
  private let shop: TinyShop

  init() throws {
    shop = try TinyShop([
      "intents/en/replies.yml": """
      version: "3.1"
      responses:
        reply_late-parcel:
          - text: I am sorry that it is so late.

      """
    ])
  }

  private func chat(_ lines: String...) throws -> [String] {
    let result = try Program.run(
      ["chat", "--content", shop.path],
      input: Array((lines.joined(separator: "\n") + "\n").utf8)
    )
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.isEmpty, "\(result.errors)")
    return result.blocks
  }

  @Test("What a person is handed is shown, calling one if nobody has")
  func handoff() throws {
    let blocks = try chat("where is my parcel", ":handoff", ":handoff")
    #expect(blocks.count == 3)
    #expect(blocks[1].contains("to the customer: A colleague will join you."), "\(blocks[1])")
    for block in blocks[1...] {
      #expect(block.contains("ticket 1"))
      #expect(block.contains("customer: where is my parcel"))
      #expect(block.contains("late-parcel"))
    }
    // The second time nobody needs to be called.
    #expect(!blocks[2].contains("to the customer"))
  }

  @Test("An agent comes, types, sends a ready-made reply, gives the floor back and closes")
  func agent() throws {
    let blocks = try chat(
      "where is my parcel",
      ":agent ana",
      "let me see",
      "/late-parcel",
      "/nothing",
      ":agent",
      "thank you",
      ":agent ana",
      ":agent done",
      "where is my parcel"
    )
    #expect(blocks.count == 10)
    #expect(blocks[1].contains("to the customer: ana has joined the chat."), "\(blocks[1])")
    #expect(blocks[1].contains("ana reads: customer: where is my parcel"))
    #expect(blocks[2] == "to the customer: let me see")
    #expect(blocks[3] == "to the customer: I am sorry that it is so late.")
    #expect(blocks[4].contains("there is no ready-made reply nothing"))
    #expect(blocks[5].contains("said by the customer again"))
    #expect(blocks[6] == "ana reads: customer: thank you")
    #expect(blocks[7].contains("what you type is said by ana"))
    #expect(blocks[8].contains("to the customer: You are chatting with the assistant again."))
    #expect(blocks[8].contains("ana reads: ticket 1 is closed"))
    #expect(blocks[9] == "Follow the link in the e-mail.")
  }

  @Test("Another agent takes over, and an agent needs a name")
  func others() throws {
    let blocks = try chat(":agent", ":agent ana", ":agent bob", "hello")
    #expect(blocks[0].contains("expected :agent NAME"))
    #expect(blocks[1].contains("what you type is said by ana"))
    #expect(blocks[2].contains("what you type is said by bob"), "\(blocks[2])")
    #expect(blocks[3] == "to the customer: hello")
  }

  @Test("Who waits is told once that somebody comes; what follows is kept without a word")
  func waiting() throws {
    let blocks = try chat("human", "my aunt has a red hat", "and my uncle a blue one", ":agent ana")
    #expect(blocks.count == 4)
    #expect(blocks[1] == "A colleague will answer soon.", "\(blocks)")
    #expect(blocks[2] == " ", "\(blocks)")
    #expect(blocks[3].contains("customer: and my uncle a blue one"))
  }

  @Test("A line of JSON for each line, on both sides")
  func json() throws {
    let result = try Program.run(
      ["chat", "-o", "json", "--content", shop.path],
      input: Array("where is my parcel\n:agent ana\nlet me see\n:agent done\n".utf8)
    )
    #expect(result.status == 0)
    #expect(try result.objects().count == 4)
  }
}
