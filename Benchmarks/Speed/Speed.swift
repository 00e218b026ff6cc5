import Foundation
import LineServer
import TextAnalysis

/// The speed benchmark: the same questions, text and output as the reference programs.
@main
struct Speed {
  static let usage = """
    Measures ranking and text analysis, to be set beside reference programs in the same run.

    usage: speed search KB QUERIES OUT.json SECONDS PASSES
           speed text --lang xx FILE
           speed pipeline [ARTICLES]
           speed conversation SHOP [CONVERSATIONS]
           speed store [TURNS [CONVERSATIONS]]
           speed serving SHOP [MESSAGES]
           speed turns SHOP [--conversations N] [--turns N] [--store] [--all] [--mixed]
                            [--labelled]
           speed echo PORT
           speed tcp KB PORT

      speed search kb_1000.txt q_1000.txt out.json 10 3
          plain BM25, one document a line: build time, memory, questions a second, top tens
      speed text --lang tr text_tr.txt
          tokenising, lower-casing and stemming, in MB a second of processor time
      speed pipeline 1000
          the whole way of a question in a made-up shop: p50 and p99 in microseconds
      speed conversation . 2000
          whole turns of the shop in this folder, and the bytes an idle conversation holds
      speed store 12000 100000
          turns kept durably, beside bare SQLite in the same folder (TMPDIR says which), and
          opening a store with so many conversations
      speed serving . 6000
          messages of 1, 8 and 64 conversations at a time through engine and store, each kept before
          it is replied to, beside the engine alone and bare SQLite with the same rows
      speed turns . --conversations 50 --turns 50000
          long conversations that ask what the content asks (--labelled: what its labelled sets ask),
          each in its language or --mixed, in processor time; --store commits after each round, --all
          asks for scripts and people too
      speed echo 7071
          the server's loop and line decoder with nothing behind them, for a load generator
      speed tcp kb_10000.txt 7071
          the same with plain BM25 behind it, one document a line: the numbers of the best ten
    """

  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      if arguments.count == 6, arguments[0] == "search", let seconds = Double(arguments[4]),
        let passes = Int(arguments[5])
      {
        try PlainSearch.run(
          documents: arguments[1],
          questions: arguments[2],
          output: arguments[3],
          seconds: seconds,
          passes: passes
        )
      } else if arguments.count == 4, arguments[0] == "text",
        arguments[1] == "--lang" || arguments[1] == "--language",
        let language = Language(code: arguments[2])
      {
        try TextSpeed.run(file: arguments[3], language: language, rounds: 5)
      } else if arguments.first == "pipeline", arguments.count <= 2,
        let articles = Int(arguments.count == 2 ? arguments[1] : "1000"), articles > 0
      {
        try PipelineSpeed.run(articles: articles, rounds: 5)
      } else if arguments.first == "conversation", (2...3).contains(arguments.count),
        let count = Int(arguments.count == 3 ? arguments[2] : "2000"), count > 0
      {
        try ConversationSpeed.run(shop: arguments[1], conversations: count)
      } else if arguments.first == "store", arguments.count <= 3,
        let turns = Int(arguments.count > 1 ? arguments[1] : "12000"), turns >= 400,
        let conversations = Int(arguments.count > 2 ? arguments[2] : "100000"), conversations > 0
      {
        try StoreSpeed.run(turns: turns, conversations: conversations)
      } else if arguments.first == "serving", (2...3).contains(arguments.count),
        let count = Int(arguments.count == 3 ? arguments[2] : "6000"), count >= 640
      {
        try ServingSpeed.run(shop: arguments[1], messages: count)
      } else if arguments.first == "turns",
        let speed = TurnSpeed(Array(arguments.dropFirst()))
      {
        try speed.run()
      } else if arguments.count == 2, arguments[0] == "echo", let port = UInt16(arguments[1]) {
        try BareServer.run(on: .ipv4(host: "127.0.0.1", port: port)) { $1 += $0.utf8 }
      } else if arguments.count == 3, arguments[0] == "tcp", let port = UInt16(arguments[2]) {
        try PlainSearch.serve(
          documents: arguments[1],
          on: .ipv4(host: "127.0.0.1", port: port)
        )
      } else {
        FileHandle.standardError.write(Data((usage + "\n").utf8))
        exit(2)
      }
    } catch {
      FileHandle.standardError.write(Data("speed: \(error)\n".utf8))
      exit(1)
    }
  }
}
