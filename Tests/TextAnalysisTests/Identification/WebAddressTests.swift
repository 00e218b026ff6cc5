import Testing

@testable import TextAnalysis

struct WebAddressTests {
  @Test(
    "Addresses are recognised",
    arguments: [
      "ann@example.org", "https://shop.example/a", "www.magazin", "example.com", "EXAMPLE.COM.TR",
      "example.ro/comenzi?id=5", "example.com,",
    ]
  )
  func addresses(text: String) {
    #expect(isAddress(text))
  }

  @Test(
    "Words with signs in them are not addresses",
    arguments: [
      "j,ofq", "k.,k.", "end.Next", "hello.", "3.5", "a:b", ".ro", "e.g.", "//", "www", ".",
    ]
  )
  func words(text: String) {
    #expect(!isAddress(text))
  }

  private func isAddress(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { WebAddress.isAddress($0) }
  }
}
