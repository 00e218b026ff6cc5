/// Numbers features by their names: an open-addressing table.
struct FeatureTable: Sendable {
  /// A feature in its place: what is looked up together lies together.
  struct Slot: Sendable, BitwiseCopyable {
    /// 0 in an empty slot.
    var name: UInt64 = 0
    var number: UInt32 = 0
    var weight: Float = 0
  }
  private(set) var slots: [Slot]
  private(set) var count = 0

  init(capacity: Int = 1024) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = [Slot](repeating: Slot(), count: size)
  }

  /// A table of given names, numbered in their order, with a weight for each.
  init(_ ordered: [UInt64], weights: [Float] = []) {
    self.init(capacity: ordered.count)
    for (position, name) in ordered.enumerated() {
      let number = add(name)
      guard Int(number) == position, position < weights.count else { continue }
      slots[slot(of: Self.nonzero(name))].weight = weights[position]
    }
  }

  /// Takes kept slots; nil when they are no table of `count` features.
  ///
  /// Every number is there once, and there is an empty slot to end each search.
  init?(slots: [Slot], count: Int) {
    guard slots.count >= 16, slots.count & (slots.count - 1) == 0, count * 2 <= slots.count
    else { return nil }
    var seen = [Bool](repeating: false, count: count)
    var found = 0
    for slot in slots where slot.name != 0 {
      guard Int(slot.number) < count, !seen[Int(slot.number)] else { return nil }
      seen[Int(slot.number)] = true
      found += 1
    }
    guard found == count else { return nil }
    self.slots = slots
    self.count = count
  }

  /// The number of a feature and its weight, if it has one.
  @inline(__always)
  func find(_ name: UInt64) -> (number: UInt32, weight: Float)? {
    let slot = slots[slot(of: Self.nonzero(name))]
    return slot.name == 0 ? nil : (slot.number, slot.weight)
  }

  /// The number of a feature, if it has one.
  @inline(__always)
  func number(of name: UInt64) -> UInt32? { find(name)?.number }

  /// The number of a feature, a new one if need be.
  mutating func add(_ name: UInt64) -> UInt32 {
    if count * 2 >= slots.count { grow() }
    let name = Self.nonzero(name)
    let place = slot(of: name)
    if slots[place].name == 0 {
      slots[place] = Slot(name: name, number: UInt32(count))
      count += 1
    }
    return slots[place].number
  }

  /// The names in the order of their numbers.
  var ordered: [UInt64] {
    var ordered = [UInt64](repeating: 0, count: count)
    for slot in slots where slot.name != 0 { ordered[Int(slot.number)] = slot.name }
    return ordered
  }

  /// The slot that holds a name, or the empty one where it belongs.
  @inline(__always)
  private func slot(of name: UInt64) -> Int {
    slots.withUnsafeBufferPointer { slots in
      let mask = slots.count - 1
      var place = Int(truncatingIfNeeded: name) & mask
      while slots[place].name != name, slots[place].name != 0 { place = (place + 1) & mask }
      return place
    }
  }

  @inline(__always)
  private static func nonzero(_ name: UInt64) -> UInt64 { name == 0 ? 1 : name }

  private mutating func grow() {
    var larger = FeatureTable(capacity: slots.count)
    for name in ordered { _ = larger.add(name) }
    self = larger
  }
}
