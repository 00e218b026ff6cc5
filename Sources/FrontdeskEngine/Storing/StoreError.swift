/// Why something could not be kept or read, as a sentence for the operator.
package struct StoreError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Kind: String, Sendable, Hashable {
    /// No room is left on the disk.
    case full
    case readOnly = "read_only"
    /// Another program is in the middle of something; trying again helps.
    case busy
    case damaged
    /// The file belongs to another application.
    case foreign
    /// The file was written by a newer program.
    case newer
    /// Another process owns the store for writing.
    case owned
    case missing
    case other
  }

  package let kind: Kind
  /// Which file, what is wrong, what was expected or can be done.
  package let message: String

  package init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  package var description: String { message }
}
