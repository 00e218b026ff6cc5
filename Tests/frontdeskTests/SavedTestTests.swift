import Foundation
import Testing

@Suite("frontdesk chat :save-test")
struct SavedTestTests {
  private func save(_ command: String) throws -> (test: String, output: String) {
    let shop = try TinyShop()
    let result = try Program.run(
      ["chat", "--content", shop.path],
      input: Array("where is A-20001, mail ann@mail.com\n\(command)\n".utf8)
    )
    let path = "\(shop.path)/intents/tests/en/saved.yml"
    return (try String(contentsOfFile: path, encoding: .utf8), result.output)
  }

  @Test("A conversation is written with samples for personal data, which are shown")
  func samples() throws {
    let (test, output) = try save(":save-test a parcel")
    #expect(test.contains("where is A-00000, mail name@example.com"), "\(test)")
    #expect(!test.contains("20001") && !test.contains("ann@mail"))
    #expect(output.contains("where is A-00000, mail name@example.com"), "\(output)")
    #expect(output.contains("--raw"))
  }

  @Test("With --raw it is written as it was said")
  func raw() throws {
    let (test, _) = try save(":save-test --raw a parcel")
    #expect(test.contains("where is A-20001, mail ann@mail.com"))
    #expect(test.contains("test_case: \"a parcel\""))
  }
}
