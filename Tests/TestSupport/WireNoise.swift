/// What may come over a socket from anybody: valid lines, parts and changes of them, and anything
/// else.
package struct WireNoise: Sendable {
  /// What happens to the connection afterwards.
  package enum End: CaseIterable, Sendable {
    case goesOn, endsSending, closes, resets
  }

  private var generator: SeededGenerator

  package init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// A number below another.
  package mutating func number(below bound: Int) -> Int {
    Int.random(in: 0..<bound, using: &generator)
  }

  package mutating func end() -> End {
    number(below: 3) > 0 ? .goesOn : End.allCases[number(below: End.allCases.count)]
  }

  /// The next bytes; most end with a line feed.
  package mutating func bytes() -> [UInt8] {
    switch number(below: 9) {
    case 0: (0...number(below: 2_000)).map { _ in UInt8(number(below: 256)) } + end(of: 1)
    case 1:
      // Half a line; the other half may never come.
      Array(line().prefix(number(below: 40)))
    case 2, 3: changed(line()) + end(of: 4)
    case 4: huge() + end(of: 2)
    case 5: (0...number(below: 12)).flatMap { _ in line() + [10] }
    case 6: (0...number(below: 200)).map { _ in [10, 13, 32, 0, 47, 123][number(below: 6)] }
    case 7:
      // Deeper than any reader should go.
      deep() + end(of: 3)
    default:
      // Sequences of UTF-8 that are cut, overlong or of no scalar.
      (0...number(below: 60)).flatMap { _ in
        [
          [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80], [0xE2, 0x80], [0xFF], [0x22],
          [0x61],
        ][
          number(below: 7)
        ] as [UInt8]
      } + end(of: 3)
    }
  }

  /// A line feed in all but one of so many.
  private mutating func end(of count: Int) -> [UInt8] {
    count == 1 || number(below: count) > 0 ? [10] : []
  }

  private mutating func deep() -> [UInt8] {
    let start = number(below: 2) == 0 ? "{\"text\":" : ""
    let piece = ["[", "{\"a\":", "{"][number(below: 3)]
    return Array((start + String(repeating: piece, count: number(below: 5_000))).utf8)
  }

  private mutating func huge() -> [UInt8] {
    let piece: [UInt8] = number(below: 2) == 0 ? [UInt8(ascii: "x")] : Array("\"\\u0041".utf8)
    let start: [UInt8] = number(below: 2) == 0 ? Array("{\"text\":\"".utf8) : []
    return start + (0..<number(below: 40_000)).flatMap { _ in piece }
  }

  private mutating func changed(_ line: [UInt8]) -> [UInt8] {
    var bytes = line
    for _ in 0...number(below: 4) {
      let place = number(below: bytes.count + 1)
      switch number(below: 5) {
      case 0: bytes.removeSubrange(place...)
      case 1 where place < bytes.count: bytes[place] = UInt8(number(below: 256))
      case 2: bytes.insert(Array("\"{}[]\\,:-09eE\n\u{1B}".utf8)[number(below: 15)], at: place)
      case 3: bytes += line
      default: bytes.insert(contentsOf: bytes.prefix(place), at: place)
      }
    }
    return bytes
  }

  private mutating func line() -> [UInt8] {
    Array(Self.lines[number(below: Self.lines.count)].utf8)
  }

  private static let lines = [
    "hello", "where is my parcel", "/human", "/help", "/lang ru", "/lang xx", "/agent a/b",
    "/queue",
    "/take 1", "/admin x", "//etc", "/", "где моя посылка", "أين طردي",
    #"{"type":"hello"}"#, #"{"type":"hello","session":"s1","resume":0}"#,
    #"{"type":"hello","role":"agent","token":"x"}"#, #"{"type":"hello","role":"backend"}"#,
    #"{"type":"hello","customer":{"id":"C-1"}}"#, #"{"session":"s1","id":"m1","text":"hello"}"#,
    #"{"text":"human","language":"-"}"#, #"{"text":"x","channel":"web","gather":true}"#,
    #"{"text":"where is my parcel","explain":true,"attachments":[{"url":"https://e/1"}]}"#,
    #"{"type":"typing","on":true}"#, #"{"type":"read","seq":1}"#, #"{"type":"resume","seq":0}"#,
    #"{"type":"feedback","kind":"csat","value":5,"comment":"\u001b[2J"}"#, #"{"type":"end"}"#,
    #"{"type":"topics","language":"ro"}"#, #"{"type":"search","text":"delivery","limit":50}"#,
    #"{"type":"article","article":"track-order"}"#, #"{"type":"event","name":"x","fields":{}}"#,
    #"{"type":"status"}"#, #"{"type":"say","ticket":9223372036854775807,"text":"x"}"#,
    #"{"type":"resume","session":"0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a","seq":9223372036854775807}"#,
  ]
}
