import Testing
import TextAnalysis

@testable import Evaluation

@Suite("What a night writes")
struct NightlyOutputTests {
  private static let hostile = "<script>alert('x')</script> & \"q\" \u{202E}\u{1B}[31m\u{FFFF}"

  private static let timing = NightlyTiming(
    date: "2026-11-22T08:30:00Z",
    seconds: 1.5,
    languages: [
      "en": NightlyTiming.Load(
        load: .milliseconds(12),
        wasKept: true,
        questions: [.microseconds(100), .microseconds(300), .microseconds(200)]
      )
    ]
  )

  private static func report(lost: Int) -> NightlyReport {
    func night(_ lost: Int) -> LanguageNight {
      NightSamples.night(
        .english,
        (0..<20).map { number in
          NightSamples.judged(
            "q\(number)",
            expected: ["invoice"],
            answer: number < lost ? "refund-time" : "invoice",
            slices: number == 0 ? ["critical"] : [],
            text: hostile
          )
        }
      )
    }
    return NightlyReport(
      shop: "A & <b>",
      nights: [night(lost)],
      baseline: NightSamples.baseline(night(0)),
      warnings: [hostile]
    )
  }

  private static func page(_ report: NightlyReport) throws -> String {
    var history = History(SourceFile(name: "h", bytes: []))
    for _ in 0..<3 { _ = try history.append(report.historyNight(date: "2026-11-22T08:30:00Z")) }
    return NightlyPage(report: report, timing: timing, history: history).html
  }

  @Test("Hostile text is shown on the page and in XML, never obeyed")
  func hostileText() throws {
    let report = Self.report(lost: 10)
    for markup in [try Self.page(report), report.junit] {
      #expect(!markup.contains("<script"))
      #expect(
        markup.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;q&quot;")
      )
      #expect(!markup.unicodeScalars.contains { ["\u{202E}", "\u{1B}", "\u{FFFF}"].contains($0) })
    }
    #expect(try Self.page(report).contains("A &amp; &lt;b&gt;"))
  }

  @Test("The page needs nothing from elsewhere and runs nothing")
  func selfContained() throws {
    let page = try Self.page(Self.report(lost: 10))
    for part in ["src=", "href=", "http:", "https:", "url(", "@import"] {
      #expect(!page.contains(part), "\(part)")
    }
    for title in ["Languages", "Slices", "Reliability", "Precision against coverage", "Trend"] {
      #expect(page.contains("<h2>\(title)</h2>"), "\(title)")
    }
  }

  @Test("Every element of the page that is opened is closed, in order")
  func nesting() throws {
    for lost in [0, 10] {
      let page = try Self.page(Self.report(lost: lost))
      var open: [Substring] = []
      let single: Set<Substring> = ["!doctype", "meta"]
      for part in page.split(separator: "<").dropFirst(page.hasPrefix("<") ? 0 : 1) {
        let tag = part.prefix { $0 != ">" }
        let name = tag.prefix { $0 != " " && $0 != "/" }
        if tag.hasPrefix("/") {
          #expect(open.popLast() == tag.dropFirst())
        } else if !single.contains(name), !tag.hasSuffix("/") {
          open.append(name)
        }
      }
      #expect(open.isEmpty, "\(open)")
    }
  }

  @Test("Reports of one night differ only in the timing")
  func determinism() throws {
    let later = NightlyTiming(date: "2026-11-23T08:30:00Z", seconds: 2, languages: [:])
    func lines(_ timing: NightlyTiming) throws -> [Substring] {
      String(decoding: try Self.report(lost: 3).json(timing), as: UTF8.self)
        .split(separator: "\n", omittingEmptySubsequences: false)
    }
    func isBeforeTiming(_ line: Substring) -> Bool { !line.hasPrefix("  \"timing\"") }
    let (first, second) = (try lines(Self.timing), try lines(later))
    #expect(first != second)
    #expect(first.prefix(while: isBeforeTiming) == second.prefix(while: isBeforeTiming))
    #expect(first.prefix(while: isBeforeTiming).count > 100)
    func behind(_ lines: [Substring]) -> ArraySlice<Substring> {
      lines.drop(while: isBeforeTiming).dropFirst().drop { !$0.hasPrefix("  \"") }
    }
    #expect(!behind(first).isEmpty && behind(first) == behind(second))
    let misses = try Self.report(lost: 3).errorLines()
    #expect(try Self.report(lost: 3).errorLines() == misses)
  }

  @Test("Errors are a line a miss, without raw controls")
  func errorLines() throws {
    let text = String(decoding: try Self.report(lost: 3).errorLines(), as: UTF8.self)
    #expect(text.split(separator: "\n").count == 3)
    #expect(text.contains("\\u202e"))
    #expect(!text.unicodeScalars.contains("\u{202E}"))
    #expect(text.contains("\"expected_articles\":[\"invoice\"]"))
  }

  @Test("JUnit has a case for each rule and critical question, and fails those that fired")
  func junit() {
    let junit = Self.report(lost: 10).junit
    #expect(junit.contains("<testsuites name=\"frontdesk bench\" tests=\"4\" failures=\"3\">"))
    #expect(junit.contains("name=\"critical q0: "))
    #expect(junit.contains("<failure type=\"right-fell\""))
    #expect(junit.contains("<failure type=\"critical-lost\""))
    let good = Self.report(lost: 0).junit
    #expect(good.contains("failures=\"0\""))
    #expect(!good.contains("<failure"))
  }

  @Test("Times are the median and the 99th of a hundred")
  func times() throws {
    let load = try #require(Self.timing.languages["en"])
    #expect(load.medianMicroseconds == 200)
    #expect(load.slowMicroseconds == 300)
    #expect(load.milliseconds == 12)
  }
}
