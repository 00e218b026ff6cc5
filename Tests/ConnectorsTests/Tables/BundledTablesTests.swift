import Content
import Dialogue
import FrontdeskEngine
import Testing

@testable import Connectors

@Suite("The bundled shop's tables")
struct BundledTablesTests {
  private let tables: TableSet
  private let problems: [ContentProblem]

  init() throws {
    let folder = try ContentFolder.bundled(workingDirectory: "", program: #filePath)
    var problems: [ContentProblem] = []
    tables = TableSet(in: folder, problems: &problems)
    self.problems = problems
  }

  private func rows(_ name: String, today: String = "2026-11-22") throws -> [[String: SlotValue]] {
    var runner = TableRunner(tables: tables, currency: "EUR")
    let all = try request("all", today: today)
    let outcome = runner.run(TableOperation(verb: .list, table: name), all)
    guard case .records(let rows) = outcome.fields?["rows"] else { return [] }
    return rows
  }

  private func text(_ value: SlotValue?) -> String {
    guard case .text(let text) = value else { return "" }
    return text
  }

  private func date(_ value: SlotValue?) -> ContentDate? {
    guard case .date(let date) = value else { return nil }
    return date
  }

  private func cents(_ value: SlotValue?) -> Int {
    guard case .amount(let amount, _) = value else { return 0 }
    return Int((amount.value * 100).rounded())
  }

  @Test("Every table can be read")
  func readable() {
    #expect(problems.map(\.description) == [])
    #expect(
      tables.names == [
        "callbacks", "claims", "complaints", "customers", "feedback", "gift_cards", "loyalty",
        "mails", "order_items", "orders", "products", "returns", "shipping_rates", "stock",
      ]
    )
  }

  @Test("Orders have customers, items that add up, and every stage several times")
  func orders() throws {
    let orders = try rows("orders")
    let customers = Dictionary(
      try rows("customers").map { (text($0["id"]), $0) },
      uniquingKeysWith: { first, _ in first }
    )
    let items = Dictionary(grouping: try rows("order_items")) { text($0["order"]) }
    let zones = Dictionary(
      try rows("shipping_rates").map { (text($0["code"]), text($0["zone"])) },
      uniquingKeysWith: { first, _ in first }
    )
    #expect(orders.count == 200)
    #expect(Set(orders.map { text($0["number"]) }).count == 200)
    #expect(customers.count == 60)
    for order in orders {
      let number = text(order["number"])
      let customer = try #require(customers[text(order["customer"])])
      #expect(order["email"] == customer["email"], "\(number)")
      #expect(order["postcode"] == customer["postcode"], "\(number)")
      let goods = (items[number] ?? []).map { item -> Int in
        guard case .number(let quantity) = item["quantity"] else { return 0 }
        return cents(item["price"]) * quantity
      }.reduce(0, +)
      #expect(goods > 0, "\(number)")
      let delivery = cents(order["total"]) - goods
      switch zones[text(order["country"])] {
      case "home": #expect(delivery == (goods >= 5000 ? 0 : 490) || delivery == 0, "\(number)")
      case "eu": #expect(delivery == 1290 || delivery == 0, "\(number)")
      default: #expect(delivery == 1990 || delivery == 0, "\(number)")
      }
      #expect(cents(order["refund"]) <= cents(order["total"]), "\(number)")
    }
    for (stage, members) in Dictionary(grouping: orders, by: { text($0["stage"]) }) {
      #expect(members.count >= 8, "\(stage)")
    }
    #expect(Set(orders.map { text($0["stage"]) }).count == 14)
  }

  @Test(
    "The days of an order follow each other, whatever day it is",
    arguments: [
      "2026-11-22", "2028-02-29", "2031-01-01",
    ]
  )
  func days(today: String) throws {
    let now = try day(today)
    for order in try rows("orders", today: today) {
      let number = text(order["number"])
      let placed = try #require(date(order["placed"]), "\(number)")
      #expect(placed <= now, "\(number)")
      if let expected = date(order["expected"]) { #expect(placed <= expected, "\(number)") }
      if let delivered = date(order["delivered"]) {
        #expect(placed <= delivered && delivered <= now, "\(number)")
      }
      if let refunded = date(order["refunded"]) {
        #expect(placed <= refunded && refunded <= now, "\(number)")
      }
      let stage = text(order["stage"])
      #expect(
        (order["delivered"] != nil) == ["delivered", "returned"].contains(stage),
        "\(number)"
      )
      #expect((order["delay_reason"] != nil) == (stage == "delayed"), "\(number)")
      #expect((order["parts"] != nil) == (stage == "partly_shipped"), "\(number)")
      if stage == "delayed", let expected = date(order["expected"]) { #expect(expected < now) }
      if stage == "ready_for_pickup" { #expect(order["pickup_place"] != nil, "\(number)") }
      if ["placed", "confirmed", "packed", "cancelled"].contains(stage) {
        #expect(order["tracking"] == nil, "\(number)")
      }
    }
  }

  @Test("The orders of the examples belong to one customer")
  func examples() throws {
    let orders = try rows("orders").filter {
      ["A-10432", "A-10433"].contains(text($0["number"]))
    }
    #expect(orders.map { text($0["customer"]) } == ["C-1001", "C-1001"])
    #expect(orders.map { text($0["stage"]) } == ["in_transit", "confirmed"])
  }

  @Test("Gift cards have the check digit of ISO/IEC 7812-1")
  func giftCards() throws {
    let cards = try rows("gift_cards")
    #expect(cards.count == 20)
    for card in cards {
      let code = text(card["code"])
      #expect(code.hasPrefix("GC") && code.count == 10)
      var sum = 0
      for (index, digit) in code.dropFirst(2).reversed().enumerated() {
        let value = try #require(digit.wholeNumberValue) * (index.isMultiple(of: 2) ? 1 : 2)
        sum += value > 9 ? value - 9 : value
      }
      #expect(sum.isMultiple(of: 10), "\(code)")
      #expect(cents(card["balance"]) <= cents(card["value"]), "\(code)")
      #expect((text(card["status"]) == "empty") == (cents(card["balance"]) == 0), "\(code)")
    }
  }

  @Test("Rates and stock name what the other tables know")
  func others() throws {
    let products = Set(try rows("products").map { text($0["product"]) })
    #expect(products.count == 40)
    #expect(try rows("stock").allSatisfy { products.contains(text($0["product"])) })
    #expect(try rows("order_items").allSatisfy { products.contains(text($0["product"])) })
    let codes = Set(try rows("shipping_rates").map { text($0["code"]) })
    #expect(try rows("orders").allSatisfy { codes.contains(text($0["country"])) })
    let customers = Set(try rows("customers").map { text($0["id"]) })
    #expect(try rows("loyalty").allSatisfy { customers.contains(text($0["customer"])) })
  }

  @Test("Prices of delivery are those of the facts")
  func rates() throws {
    let folder = try ContentFolder.bundled(workingDirectory: "", program: #filePath)
    let bytes = try #require(try folder.file("corpus/facts.yml")?.bytes)
    let facts = String(decoding: bytes, as: UTF8.self)
    for rate in try rows("shipping_rates") {
      let zone = text(rate["zone"])
      let fact = ["home": "standard", "eu": "europe", "world": "world"][zone] ?? ""
      guard case .amount(let price, _) = rate["standard_price"] else {
        Issue.record("\(zone) has no price")
        continue
      }
      let days = text(rate["standard_days"]).split(separator: "–")
      #expect(facts.contains("\(fact)_delivery_price: {amount: \(AmountText.text(price))}"))
      #expect(facts.contains("\(fact)_delivery_days: {from: \(days[0]), to: \(days[1]),"))
      #expect((rate["express_price"] != nil) == (zone == "home"))
      #expect(rate["customs"] == .bool(zone == "world"))
    }
  }
}
