package import Dialogue
package import FrontdeskEngine

/// What a server is told once, when it is made.
package struct Configuration {
  package var limits = Limits()
  /// What the engine's requests are sent to; without it they fail.
  package var systems: ShopSystems?
  /// Reads content and tokens again; without it there is nothing to be reloaded.
  package var content: ContentSource?
  /// Whether SIGINT and SIGTERM stop the server and SIGHUP has it reload; then
  /// `SignalSource.block()` must have been called before the program had a second thread.
  package var stopsOnSignals = true
  /// Whether opened and closed connections are logged.
  package var isVerbose = false
  package var time = TimeSource.system
  /// Read in place of standard input, by its number.
  package var standardInput: Int32 = 0
  /// Written in place of standard output, by its number.
  package var standardOutput: Int32 = 1
  package var version = ""
  /// Names the conversation of a connection; nobody may be able to guess it.
  package var newConversation: () -> ConversationID = { ConversationID(RandomKey.make()) }
  /// How a reply to a text came about, as JSON on one line.
  package var explain: (Reply, String) -> String? = { _, _ in nil }
  /// What the program holds in memory, in bytes; nil where that is not known.
  package var residentBytes: () -> Int? = { nil }
  package var log: (LogRecord) -> Void

  package init(log: @escaping (LogRecord) -> Void) { self.log = log }
}
