/// A key of a terminal, or a scalar of a paste.
enum Key: Equatable, Sendable {
  /// A scalar typed; never a control character.
  case scalar(Unicode.Scalar)
  /// A scalar pasted, whatever it is; each line end is one `\n`.
  case pasted(Unicode.Scalar)
  /// A letter, in lower case, with the control key; those with a key of their own come as that key.
  case control(Unicode.Scalar)
  /// A scalar with the Alt key, also called Meta.
  case alt(Unicode.Scalar)
  case enter
  case tab
  case backspace
  case altBackspace
  case delete
  case up
  case down
  case left
  case right
  case wordLeft
  case wordRight
  case home
  case end
  /// The escape key alone.
  case escape
}
