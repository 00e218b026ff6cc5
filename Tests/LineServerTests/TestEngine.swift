import FrontdeskEngine

// Everything the tests of this target expect of the engine's own words stands here.

/// The engine the servers under test speak for.
func testEngine() -> Engine { Engine() }

/// The block with which that engine answers `text`, said first in a new conversation.
func engineReply(to text: String) -> String { "echo: \(text)" }
