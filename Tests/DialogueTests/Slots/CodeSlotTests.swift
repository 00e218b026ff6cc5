import Content
import Dialogue
import Testing
import TextAnalysis

@Suite("Codes")
struct CodeSlotTests {
  private let order = SlotDefinition.Kind.code(CodePattern("A-#####"))

  @Test(
    "An order number that was asked for is read however it is typed",
    arguments: [
      "A-10432", "a-10432", "a10432", "A 10432", "A–10432", "A - 10432", "10432", "#10432",
      "# 10432", "№10432", "№ 10432", "nr. 10432", "it's a-10432", "my order is 10432 thanks",
      "А-10432", "а10432", "А10432", "A-١٠٤٣٢", "١٠٤٣٢", "أ-10432", "ا-١٠٤٣٢", "Ａ－１０４３２",
      "A-10432.", "(A-10432)", "order no A_10432", "A.10432", "A/10432", "A-10 432", "1 0 4 3 2",
      "Order A-10432 please", "a-1o432", "A-l0432", "A-10432\n", "\u{200F}A-10432\u{200E}",
    ]
  )
  func typed(_ text: String) throws {
    for language in Language.allCases {
      #expect(try read(order, text, language) == "A-10432", "\(language)")
    }
  }

  @Test(
    "A number that is too short or too long is a slip",
    arguments: [
      "A-1043", "a1043", "1043", "104321", "A-104321", "№1043", "my order is 1043", "A-1",
    ]
  )
  func slips(_ text: String) throws { #expect(try read(order, text) == "!pattern") }

  @Test("Other lines have no order number", arguments: ["", "hello", "I don't know", "no", "12"])
  func others(_ text: String) throws { #expect(try read(order, text) == "-") }

  @Test(
    "In any sentence only the whole form counts",
    arguments: [
      ("where is A-10433?", "A-10433"), ("where is a-10433", "A-10433"),
      ("where is a10433", "A-10433"), ("order #10433 is late", "A-10433"),
      ("order № 10433", "A-10433"), ("order a 10433 is late", "A-10433"),
      ("A-10433 and nothing else", "A-10433"), ("where is 10433?", "-"),
      ("it cost a 10000 euro fortune", "-"), ("A-1043", "-"), ("UA-10433", "-"),
      ("call 10433", "-"), ("a-10433.50", "-"),
    ]
  )
  func anywhere(text: String, expected: String) throws {
    #expect(try read(order, text, asked: false) == expected)
  }

  @Test(
    "Longer forms with letters of their own",
    arguments: [
      ("@@@@-####", "abcd-1234", "ABCD-1234"), ("@@@@-####", "abcd 1234", "ABCD-1234"),
      ("@@@@-####", "abcd1234", "ABCD-1234"), ("@@@@-####", "АВСЕ-1234", "ABCE-1234"),
      ("GC-####-####", "gc 1234 5678", "GC-1234-5678"),
      ("GC-####-####", "12345678", "GC-1234-5678"),
      ("GC-####-####", "1234-5678", "GC-1234-5678"), ("RMA#######", "rma 1234567", "RMA1234567"),
      ("##-##", "12 34", "12-34"), ("R2-###", "r2-123", "R2-123"), ("R2-###", "123", "R2-123"),
    ]
  )
  func forms(pattern: String, text: String, expected: String) throws {
    #expect(try read(.code(CodePattern(pattern)), text) == expected)
  }

  @Test(
    "Check digits find slips",
    arguments: [
      (CodePattern.CheckDigit.luhn, "79927398713", "79927398713"),
      (.luhn, "79927398710", "!check_digit"), (.luhn, "7992739 8713", "79927398713"),
      (.mod11, "0306406152", "!pattern"),
    ]
  )
  func luhn(check: CodePattern.CheckDigit, text: String, expected: String) throws {
    let kind = SlotDefinition.Kind.code(CodePattern("###########", checkDigit: check))
    #expect(try read(kind, text) == expected)
  }

  @Test(
    "ISBN-10 weights",
    arguments: [
      ("0306406152", "0306406152"), ("0306406153", "!check_digit"), ("3060406152", "!check_digit"),
    ]
  )
  func mod11(text: String, expected: String) throws {
    #expect(
      try read(.code(CodePattern("##########", checkDigit: .mod11)), text) == expected
    )
  }

  @Test("The range covers what was typed")
  func range() throws {
    let text = "номер a-10433, спасибо"
    let reading = try SlotSamples.reader(.russian).read(
      SlotDefinition(name: "order", kind: order),
      in: text,
      wasAsked: false,
      today: #require(sampleToday)
    )
    guard case .value(_, let range) = reading else {
      Issue.record("no value")
      return
    }
    #expect(String(decoding: Array(text.utf8)[range], as: UTF8.self) == "a-10433")
  }
}
