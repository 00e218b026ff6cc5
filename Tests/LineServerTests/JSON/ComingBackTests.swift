import Testing

@testable import LineServer

@Suite("Agents who come back")
struct ComingBackTests {
  @Test("An orderly end of the connection may be a lost one too, and leaves half a minute")
  func orderlyEnd() throws {
    let server = try DeskServer()
    let (web, agent) = (try server.join("backend", "web"), try server.join("agent", "ana"))
    try server.bringTogether(web, agent)
    agent.client.endSending()
    _ = try agent.client.rest()
    _ = try server.join().rest()
    try server.advance(by: .seconds(29))
    #expect(try web.rest().isEmpty)
    let back = try server.join()
    let welcome = try back.ask(#"{"type":"hello","role":"agent","token":"ana-token"}"#)
    #expect(welcome.int("tickets.0.number") == 1)
    try server.advance(by: .seconds(2))
    #expect(try web.rest().isEmpty)
    let said = try back.all(#"{"type":"say","ticket":1,"text":"still here","id":"s"}"#)
    #expect(said.first?.type == "result", "\(said)")
  }

  @Test("Whoever went home and came back is not taken for gone again when something is due")
  func cameBack() throws {
    let server = try DeskServer(gathers: true)
    let (web, ana) = (try server.join("backend", "web"), try server.join("agent", "ana"))
    try server.bringTogether(web, ana)
    _ = try ana.ask(#"{"type":"end","id":"e"}"#)
    #expect(try web.line().type == "status")
    let back = try server.join("agent", "ana")
    _ = try back.all(#"{"type":"take","ticket":1,"id":"t"}"#)
    #expect(try web.line().type == "status")
    try web.send(#"{"session":"s2","text":"hello","id":"m1","gather":true}"#)
    _ = try web.rest()
    try server.advance(by: .seconds(6))
    #expect(try web.rest().map(\.session) == ["s2"])
    let said = try back.all(#"{"type":"say","ticket":1,"text":"still here","id":"s"}"#)
    #expect(said.first?.type == "result", "\(said)")
  }

  @Test("Whoever goes while nothing can be kept has gone once it can, whatever others do meanwhile")
  func wentUnkept() throws {
    let server = try KeepingServer()
    let (agent, customer) = (try server.connect(), try server.connect())
    #expect(try agent.ask("/agent ana")?.hasPrefix("you are at the desk") == true)
    #expect(try customer.ask("human")?.hasPrefix("!") == false)
    _ = try agent.block()
    try agent.send("/take 1\n")
    #expect(try customer.block()?.hasSuffix(" ana") == true)
    _ = try agent.block()
    server.setFailing(true)
    #expect(try customer.ask("hello") == "! please try again in a moment")
    agent.closeAbruptly()
    // Turns in which there is nothing to keep.
    let other = try server.connect()
    for _ in 0..<5 { #expect(try other.ask("/help")?.isEmpty == false) }
    server.setFailing(false)
    #expect(try customer.block()?.isEmpty == false)
    let next = try server.connect()
    #expect(try next.ask("/agent ben")?.contains("waiting: 1") == true)
  }
}
