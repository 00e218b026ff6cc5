import LineServer
import Testing

@Suite("Socket addresses")
struct SocketAddressTests {
  @Test(
    "Addresses and how they are written back",
    arguments: [
      ("127.0.0.1:7070", "127.0.0.1:7070", true),
      ("localhost:0", "127.0.0.1:0", true),
      ("127.9.9.9:1", "127.9.9.9:1", true),
      ("0.0.0.0:7070", "0.0.0.0:7070", false),
      ("192.168.1.2:65535", "192.168.1.2:65535", false),
      ("[::1]:7070", "[::1]:7070", true),
      ("[0:0:0:0:0:0:0:1]:7070", "[::1]:7070", true),
      ("[::]:7070", "[::]:7070", false),
      ("unix:/run/desk.sock", "unix:/run/desk.sock", true),
      ("unix:desk.sock", "unix:desk.sock", true),
    ]
  )
  func parses(text: String, written: String, isLocal: Bool) throws {
    let address = try SocketAddress(parsing: text)
    #expect(address.description == written)
    #expect(address.isLocal == isLocal)
    #expect(try SocketAddress(parsing: written) == address)
  }

  @Test(
    "What is no address is refused and named",
    arguments: [
      ("", "\"\" is not an address"),
      ("7070", "\"7070\" is not an address"),
      (":7070", "\":7070\" is not an address"),
      ("127.0.0.1", "\"127.0.0.1\" is not an address"),
      ("127.0.0.1:", "\"\" in \"127.0.0.1:\" is not a port"),
      ("127.0.0.1:65536", "\"65536\" in "),
      ("127.0.0.1:+80", "\"+80\" in "),
      ("desk.example:80", "\"desk.example\" in \"desk.example:80\" is not a numeric host"),
      ("::1:80", "\"::1\" in "),
      ("[127.0.0.1]:80", "\"127.0.0.1\" in \"[127.0.0.1]:80\" is not an IPv6 address"),
      ("unix:", "unix: needs a path"),
      ("unix:/" + String(repeating: "x", count: 200), "is too long for a socket: 201 bytes"),
    ]
  )
  func refuses(text: String, part: String) {
    do {
      _ = try SocketAddress(parsing: text)
      Issue.record("\(text) was taken for an address")
    } catch {
      #expect(error.description.contains(part))
    }
  }
}
