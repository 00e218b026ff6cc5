import Content
import Testing

@Suite("ContentProblem")
struct ContentProblemTests {
  @Test("A problem is written as compilers write theirs")
  func description() {
    let problem = ContentProblem(file: "corpus/en/a.md", line: 3, "no `title`", rule: "missing-key")
    #expect("\(problem)" == "corpus/en/a.md:3: error: no `title` (missing-key)")
    let warning = ContentProblem(.warning, file: "a.yml", line: 0, "old", rule: "age")
    #expect("\(warning)" == "a.yml:0: warning: old (age)")
  }

  @Test("Problems are sorted by file and then by line as a number")
  func order() {
    let problems = [("b", 1), ("a", 10), ("a", 9)].map { file, line in
      ContentProblem(file: file, line: line, "x", rule: "r")
    }
    #expect(problems.sorted().map { "\($0.file)\($0.line)" } == ["a9", "a10", "b1"])
  }
}
