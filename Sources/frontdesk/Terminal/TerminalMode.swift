#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A terminal's settings: those it had, and those for reading keys one by one.
struct TerminalMode {
  private let descriptor: Descriptor
  private let original: termios
  private let raw: termios

  /// Reads the settings; nil when the descriptor is no terminal.
  init?(_ descriptor: Descriptor) {
    var settings = termios()
    guard tcgetattr(descriptor.number, &settings) == 0 else { return nil }
    self.descriptor = descriptor
    original = settings
    // No echo, no line editing, no signals from keys, no flow control, no translation of Enter.
    // Output keeps its translation, so that a line feed goes to the start of the next row.
    settings.c_lflag &= ~tcflag_t(ECHO | ICANON | IEXTEN | ISIG)
    settings.c_iflag &= ~tcflag_t(ICRNL | INLCR | IGNCR | ISTRIP | IXON | BRKINT)
    withUnsafeMutableBytes(of: &settings.c_cc) { bytes in
      bytes[Int(VMIN)] = 1
      bytes[Int(VTIME)] = 0
    }
    raw = settings
  }

  /// Gives keys one by one from now on; what was typed ahead stays.
  func enter() {
    var settings = raw
    tcsetattr(descriptor.number, TCSADRAIN, &settings)
  }

  /// Gives the terminal back as it was.
  func leave() {
    var settings = original
    tcsetattr(descriptor.number, TCSADRAIN, &settings)
  }

  /// The size of a terminal in characters, 80 by 24 where it does not say.
  static func size(of descriptor: Descriptor) -> (columns: Int, rows: Int) {
    var size = winsize()
    guard ioctl(descriptor.number, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0
    else { return (80, 24) }
    return (Int(size.ws_col), Int(size.ws_row))
  }
}
