/// What each key does.
extension LineEditor {
  mutating func perform(_ key: Key, _ events: inout [Event]) {
    let wasKilling = isKilling
    isKilling = false
    switch key {
    case .scalar(let scalar), .pasted(let scalar): type(scalar)
    case .enter: submit(&events)
    case .tab: requestCompletion(&events)
    case .backspace: buffer.deleteLeft()
    case .altBackspace: kill(buffer.removeToWordStart(), isForward: false, after: wasKilling)
    case .delete: buffer.deleteRight()
    case .up: showPreviousLine()
    case .down: showNextLine()
    case .left: buffer.moveLeft()
    case .right: buffer.moveRight()
    case .wordLeft: buffer.moveToWordStart()
    case .wordRight: buffer.moveToWordEnd()
    case .home: buffer.moveToStart()
    case .end: buffer.moveToEnd()
    case .escape: break
    case .control(let letter): performControl(letter, after: wasKilling, &events)
    case .alt("b"): buffer.moveToWordStart()
    case .alt("f"): buffer.moveToWordEnd()
    case .alt("d"): kill(buffer.removeToWordEnd(), isForward: true, after: wasKilling)
    case .alt: break
    }
  }

  private mutating func performControl(
    _ letter: Unicode.Scalar,
    after wasKilling: Bool,
    _ events: inout [Event]
  ) {
    switch letter {
    case "a": buffer.moveToStart()
    case "b": buffer.moveLeft()
    case "c": interrupt(&events)
    case "d": if buffer.isEmpty { endFile(&events) } else { buffer.deleteRight() }
    case "e": buffer.moveToEnd()
    case "f": buffer.moveRight()
    case "k": kill(buffer.removeToEnd(), isForward: true, after: wasKilling)
    case "l": clearScreen()
    case "n": showNextLine()
    case "p": showPreviousLine()
    case "t": buffer.transpose()
    case "u": kill(buffer.removeToStart(), isForward: false, after: wasKilling)
    case "w": kill(buffer.removeToBlank(), isForward: false, after: wasKilling)
    case "y": type(killed)
    case "z": suspend(&events)
    default: break
    }
  }

  /// Keeps a deleted text for Control-Y, together with what the command before deleted beside it.
  private mutating func kill(_ text: String, isForward: Bool, after wasKilling: Bool) {
    if text.isEmpty {
      isKilling = wasKilling
      return
    }
    if !wasKilling {
      killed = text
    } else if isForward {
      killed += text
    } else {
      killed = text + killed
    }
    isKilling = true
  }
}
