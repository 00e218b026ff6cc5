/// Cuts words into overlapping runs of letters, so that forms and misspellings of a word meet.
///
/// A word is framed by spaces first: " parcel " gives " pa", "par", "arc", ... to six letters.
/// A word too short for a length is given once, whole, and longer lengths are left out.
package enum CharacterNGrams {
  /// Letters of the shortest and longest n-gram, the frame included.
  package static let lengths = 3...6

  /// Calls `body` with the UTF-8 bytes of each n-gram of a word given as UTF-8.
  ///
  /// `buffer` is used again from call to call.
  package static func forEach(
    of word: UnsafeBufferPointer<UInt8>,
    buffer: inout [UInt8],
    _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    buffer.removeAll(keepingCapacity: true)
    buffer.append(0x20)
    buffer.append(contentsOf: word)
    buffer.append(0x20)
    buffer.withUnsafeBufferPointer { bytes in
      withUnsafeTemporaryAllocation(of: Int.self, capacity: bytes.count + 1) { starts in
        var letters = 0
        for position in 0..<bytes.count where bytes[position] & 0xC0 != 0x80 {
          starts[letters] = position
          letters += 1
        }
        starts[letters] = bytes.count
        for length in lengths {
          guard letters > length else {
            body(bytes)
            return
          }
          for first in 0...(letters - length) {
            body(UnsafeBufferPointer(rebasing: bytes[starts[first]..<starts[first + length]]))
          }
        }
      }
    }
  }
}
