import Testing

@testable import LineEditing

@Suite("History")
struct HistoryTests {
  @Test("Empty lines and repetitions of the last line are not kept")
  func repetitions() {
    #expect(History(lines: ["a", "a", "", "b", "a"]).lines == ["a", "b", "a"])
  }

  @Test("The oldest lines go first when there are too many lines or bytes")
  func bounds() {
    #expect(History(lines: ["a", "b", "c"], maximumLines: 2).lines == ["b", "c"])
    #expect(History(lines: ["aa", "bbb", "cc"], maximumBytes: 5).lines == ["bbb", "cc"])
    #expect(History(lines: ["aa", "бббб"], maximumBytes: 5).lines == ["aa"])
    #expect(History(lines: ["a"], maximumLines: 0).lines == [])
  }

  @Test("The draft waits while older lines are shown")
  func draft() {
    var history = History(lines: ["a", "b"])
    #expect(history.next() == nil)
    #expect(history.previous(from: "draft") == "b")
    #expect(history.previous(from: "b, changed") == "a")
    #expect(history.previous(from: "a") == nil)
    #expect(history.next() == "b")
    #expect(history.next() == "draft")
    #expect(history.next() == nil)
    #expect(history.previous(from: "another") == "b")
    history.add("c")
    #expect(history.previous(from: "") == "c")
  }
}
