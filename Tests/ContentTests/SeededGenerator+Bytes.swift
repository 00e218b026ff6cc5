import TestSupport

extension SeededGenerator {
  /// Random bytes, mostly those that mean something in content files.
  mutating func bytes(upTo count: Int) -> [UInt8] {
    let marks = Array("-:#|>[]{}\"'`*_~!()<\\ \n\n  \t&?%@,abk1é".utf8)
    return (0..<Int.random(in: 0...count, using: &self)).map { _ in
      Int.random(in: 0..<20, using: &self) == 0
        ? UInt8.random(in: 0...255, using: &self)
        : marks[Int.random(in: 0..<marks.count, using: &self)]
    }
  }

  /// A copy of the bytes with a few of them removed, replaced, doubled or moved.
  mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    for _ in 0..<Int.random(in: 1...6, using: &self) where !result.isEmpty {
      let place = Int.random(in: 0..<result.count, using: &self)
      let end = min(result.count, place + Int.random(in: 0...12, using: &self))
      switch Int.random(in: 0..<4, using: &self) {
      case 0: result.removeSubrange(place..<end)
      case 1: result.insert(contentsOf: self.bytes(upTo: 4), at: place)
      case 2: result.insert(contentsOf: Array(result[place..<end]), at: place)
      default: result[place] = UInt8.random(in: 0...255, using: &self)
      }
    }
    return result
  }
}
