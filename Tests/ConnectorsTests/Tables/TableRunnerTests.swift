import Content
import Dialogue
import Testing
import TextAnalysis

@testable import Connectors

@Suite("Operations on tables")
struct TableRunnerTests {
  private static let orders = """
    number,customer,email,postcode,placed:date,stage,total:amount,refunded:date,is_gift:bool
    A-1,C-1,ana@example.com,400 123,today-3,placed,12.50,,true
    A-2,C-1,ana@example.com,400123,2026-01-02,shipped,1200,,
    A-3,,,,today,placed,5,,
    A-2,C-2,bob@example.com,W1,today,placed,7,,
    """
  private static let items = """
    order,title_en,title_ru,size
    A-1,White shirt,Белая рубашка,M
    A-1,Mug,,
    A-2,Boots,Ботинки,42
    """

  private func runner() throws -> TableRunner {
    let tables = [
      try Table(name: "orders", bytes: Array(Self.orders.utf8), file: "orders.csv"),
      try Table(name: "items", bytes: Array(Self.items.utf8), file: "items.csv"),
    ]
    return TableRunner(tables: TableSet(tables), currency: "EUR")
  }

  private func argument(_ names: String...) -> [TableOperation.Assignment] {
    names.map { TableOperation.Assignment(column: $0, value: .argument($0)) }
  }

  private var proven: TableOperation {
    TableOperation(
      verb: .find,
      table: "orders",
      match: argument("number"),
      proof: argument("email", "postcode")
    )
  }

  private func cancel(
    proof: [TableOperation.Assignment] = []
  ) -> TableOperation {
    TableOperation(
      verb: .update([
        .init(column: "stage", value: .literal("cancelled")),
        .init(column: "refunded", value: .literal("today")),
        .init(column: "total", value: .argument("amount")),
      ]),
      table: "orders",
      match: argument("number"),
      proof: proof,
      guards: [.init(column: "stage", values: ["placed", "confirmed"])]
    )
  }

  @Test("find gives the columns of the first row that matches, and that it was found")
  func find() throws {
    var runner = try runner()
    let operation = TableOperation(verb: .find, table: "orders", match: argument("number"))
    let outcome = runner.run(operation, try request("1", "", ["number": .text(" a-1 ")]))
    #expect(
      outcome.fields == [
        "found": .bool(true), "verified": .bool(true), "number": .text("A-1"),
        "customer": .text("C-1"), "email": .text("ana@example.com"), "postcode": .text("400 123"),
        "placed": .date(try day("2026-11-19")), "stage": .text("placed"),
        "total": .amount(try #require(DecimalNumber("12.5")), currency: "EUR"),
        "is_gift": .bool(true),
      ]
    )
    let none = runner.run(operation, try request("2"))
    #expect(none.fields == ["found": .bool(false), "verified": .bool(false)])
  }

  @Test(
    "One proof is enough; letters' case and blanks do not matter",
    arguments: [
      ["email": "ANA@example.com"], ["postcode": "4001 23"],
      ["email": "wrong@example.com", "postcode": "400123"],
    ]
  )
  func proof(given: [String: String]) throws {
    var runner = try runner()
    var arguments = given.mapValues { SlotValue.text($0) }
    arguments["number"] = .text("A-1")
    let outcome = runner.run(proven, try request("1", "", arguments))
    #expect(outcome.fields?["verified"] == .bool(true))
    #expect(outcome.fields?["stage"] == .text("placed"))
  }

  @Test("A wrong proof, no proof and a number that does not exist give the same result")
  func sameResult() throws {
    var runner = try runner()
    let asked: [[String: SlotValue]] = [
      ["number": .text("A-1"), "email": .text("bob@example.com")],
      ["number": .text("A-1"), "email": .text("")],
      ["number": .text("A-1")],
      ["number": .text("A-9"), "email": .text("ana@example.com")],
      // The row has neither e-mail nor postcode: nothing proves it.
      ["number": .text("A-3"), "email": .text(""), "postcode": .text(" ")],
      ["email": .text("ana@example.com")],
      ["number": .text(""), "email": .text("ana@example.com")],
    ]
    for (index, arguments) in asked.enumerated() {
      let outcome = runner.run(proven, try request("\(index)", "", arguments))
      #expect(outcome == .done(["found": .bool(false), "verified": .bool(false)]))
    }
  }

  @Test("The customer's id, stated by the shop, proves their own rows and no others")
  func customer() throws {
    var runner = try runner()
    func verified(_ number: String, _ customer: String?, key: String) throws -> SlotValue? {
      let arguments = ["number": SlotValue.text(number)]
      let outcome = runner.run(proven, try request(key, "", arguments, customer: customer))
      return outcome.fields?["verified"]
    }
    #expect(try verified("A-1", "C-1", key: "1") == .bool(true))
    #expect(try verified("A-1", "C-2", key: "2") == .bool(false))
    #expect(try verified("A-1", "c-1", key: "3") == .bool(false))
    #expect(try verified("A-3", "", key: "4") == .bool(false))
    #expect(try verified("A-3", nil, key: "5") == .bool(false))
    // The first row of the number is another customer's.
    let arguments = ["number": SlotValue.text("A-2")]
    let own = runner.run(proven, try request("6", "", arguments, customer: "C-2"))
    #expect(own.fields?["email"] == .text("bob@example.com"))
  }

  @Test("What a customer typed as an argument called customer proves nothing")
  func typedCustomer() throws {
    var runner = try runner()
    let arguments: [String: SlotValue] = ["number": .text("A-1"), "customer": .text("C-1")]
    let outcome = runner.run(proven, try request("1", "", arguments))
    #expect(outcome.fields?["verified"] == .bool(false))
  }

  @Test("list gives all rows that match, with titles in the language that is asked in")
  func list() throws {
    var runner = try runner()
    let operation = TableOperation(
      verb: .list,
      table: "items",
      match: [.init(column: "order", value: .argument("order"))]
    )
    let asked = try request("1", "", ["order": .text("A-1")], language: .russian)
    let fields = try #require(runner.run(operation, asked).fields)
    #expect(fields["count"] == .number(2))
    #expect(fields["found"] == .bool(true))
    guard case .records(let rows) = fields["rows"] else {
      Issue.record("no rows")
      return
    }
    #expect(rows.map { $0["title"] } == [.text("Белая рубашка"), .text("Mug")])
    #expect(rows[1] == ["order": .text("A-1"), "title_en": .text("Mug"), "title": .text("Mug")])
    let none = runner.run(operation, try request("2", "", ["order": .text("A-9")]))
    #expect(none.fields?["rows"] == .records([]))
    #expect(none.fields?["found"] == .bool(false))
    // Without conditions it is the whole table.
    let all = runner.run(TableOperation(verb: .list, table: "items"), try request("3"))
    #expect(all.fields?["count"] == .number(3))
  }

  @Test(
    "A value per language is found by any of its languages",
    arguments: ["White shirt", "белая рубашка"]
  )
  func localized(title: String) throws {
    var runner = try runner()
    let operation = TableOperation(
      verb: .find,
      table: "items",
      match: argument("order", "title")
    )
    let arguments: [String: SlotValue] = ["order": .text("A-1"), "title": .text(title)]
    let outcome = runner.run(operation, try request("1", "", arguments))
    #expect(outcome.fields?["size"] == .text("M"))
  }

  @Test("update changes the row for later requests, once for each key")
  func update() throws {
    var runner = try runner()
    let find = TableOperation(verb: .find, table: "orders", match: argument("number"))
    let arguments: [String: SlotValue] = ["number": .text("A-1"), "amount": .number(3)]
    let first = runner.run(cancel(), try request("key", "", arguments))
    #expect(first.fields?["done"] == .bool(true))
    #expect(first.fields?["stage"] == .text("cancelled"))
    #expect(first.fields?["refunded"] == .date(try day()))
    #expect(runner.run(cancel(), try request("key", "", arguments)) == first)
    let second = runner.run(cancel(), try request("other", "", arguments))
    #expect(second.fields?["done"] == .bool(false))
    #expect(second.fields?["stage"] == .text("cancelled"))
    // The day stays the day of the change.
    let later = try request("f", "", arguments, today: "2026-12-01")
    let found = runner.run(find, later)
    #expect(found.fields?["refunded"] == .date(try day()))
    #expect(found.fields?["total"] == .amount(DecimalNumber(3), currency: "EUR"))
  }

  @Test("A guard that does not hold, a wrong proof and no such row change nothing")
  func updateRefused() throws {
    var runner = try runner()
    let guarded = runner.run(cancel(), try request("1", "", ["number": .text("A-2")]))
    #expect(guarded.fields?["done"] == .bool(false))
    #expect(guarded.fields?["stage"] == .text("shipped"))
    let proof = argument("email")
    let arguments: [String: SlotValue] = ["number": .text("A-1"), "email": .text("x@example.com")]
    let nothing = ActionOutcome.done([
      "done": .bool(false), "found": .bool(false), "verified": .bool(false),
    ])
    #expect(runner.run(cancel(proof: proof), try request("2", "", arguments)) == nothing)
    let missing: [String: SlotValue] = ["number": .text("A-9"), "email": .text("ana@example.com")]
    #expect(runner.run(cancel(proof: proof), try request("3", "", missing)) == nothing)
    let find = TableOperation(verb: .find, table: "orders", match: argument("number"))
    let found = runner.run(find, try request("4", "", ["number": .text("A-1")]))
    #expect(found.fields?["stage"] == .text("placed"))
  }

  @Test("append adds a row, once for each key")
  func append() throws {
    var runner = try runner()
    let operation = TableOperation(verb: .append, table: "items")
    let arguments: [String: SlotValue] = ["order": .text("A-7"), "size": .number(42)]
    let first = runner.run(operation, try request("k", "", arguments))
    #expect(first == .done(["done": .bool(true), "order": .text("A-7"), "size": .text("42")]))
    #expect(runner.run(operation, try request("k", "", arguments)) == first)
    let list = TableOperation(verb: .list, table: "items", match: argument("order"))
    let listed = runner.run(list, try request("l", "", ["order": .text("A-7")]))
    #expect(listed.fields?["count"] == .number(1))
    _ = runner.run(operation, try request("k2", "", arguments))
    let again = runner.run(list, try request("l2", "", ["order": .text("A-7")]))
    #expect(again.fields?["count"] == .number(2))
  }

  @Test("What does not fit the table fails and changes nothing")
  func misfits() throws {
    var runner = try runner()
    let operations = [
      TableOperation(verb: .find, table: "order", match: argument("number")),
      TableOperation(verb: .find, table: "orders", match: argument("nummer")),
      TableOperation(verb: .find, table: "orders", proof: argument("mail")),
      TableOperation(
        verb: .update([.init(column: "placed", value: .literal("soon"))]),
        table: "orders",
        match: argument("number")
      ),
      TableOperation(
        verb: .update([.init(column: "state", value: .literal("x"))]),
        table: "orders",
        match: argument("number")
      ),
      TableOperation(
        verb: .update([.init(column: "total", value: .argument("dollars"))]),
        table: "orders",
        match: argument("number")
      ),
      TableOperation(verb: .append, table: "items"),
      TableOperation(
        verb: .update([.init(column: "stage", value: .literal("x"))]),
        table: "orders",
        match: argument("number"),
        guards: [.init(column: "state", values: ["x"])]
      ),
    ]
    let arguments: [String: SlotValue] = [
      "number": .text("A-1"), "dollars": .amount(DecimalNumber(5), currency: "USD"),
    ]
    for operation in operations {
      #expect(runner.run(operation, try request("k", "", arguments)).name == "failed")
    }
    // A failure is no outcome of a change: the key can be used once things are mended.
    let outcome = runner.run(
      TableOperation(verb: .append, table: "orders"),
      try request("k", "", ["number": .text("A-8")])
    )
    #expect(outcome.fields?["done"] == .bool(true))
  }
}
