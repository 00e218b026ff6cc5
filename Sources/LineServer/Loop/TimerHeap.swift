/// What is to be called at which time: the earliest is always at hand.
///
/// A binary heap in an array, and for every timer where in the heap it is, so that it can be taken
/// out of the middle. Source: Williams, "Algorithm 232: Heapsort", CACM 7(6), 1964.
struct TimerHeap {
  /// A timer that was inserted; it never means another one.
  struct ID: Hashable {
    fileprivate let slot: Int
    fileprivate let age: Int
  }

  private struct Node {
    let deadline: Duration
    let age: Int
    let slot: Int
  }

  private struct Slot {
    /// That of the timer it contains; 0 when there is none.
    var age = 0
    var position = 0
    var action: () -> Void = {}
  }

  private var nodes: [Node] = []
  private var slots: [Slot] = []
  private var free: [Int] = []

  /// The age of the youngest there has been; ages count from 1.
  private(set) var newest = 0

  var count: Int { nodes.count }

  /// When the next is due; nil when there is none.
  var earliest: Duration? { nodes.first?.deadline }

  /// Complexity: logarithmic in the timers there are.
  mutating func insert(at deadline: Duration, _ action: @escaping () -> Void) -> ID {
    newest += 1
    let slot: Int
    if let reused = free.popLast() {
      slot = reused
    } else {
      slot = slots.count
      slots.append(Slot())
    }
    slots[slot] = Slot(age: newest, position: nodes.count, action: action)
    nodes.append(Node(deadline: deadline, age: newest, slot: slot))
    rise(from: nodes.count - 1)
    return ID(slot: slot, age: newest)
  }

  /// Takes a timer out; one that is gone is no error.
  ///
  /// Complexity: logarithmic in the timers there are.
  mutating func remove(_ id: ID) {
    guard slots[id.slot].age == id.age else { return }
    _ = take(at: slots[id.slot].position)
  }

  /// Takes out the earliest if it is due and no younger than the `newest` of some moment.
  mutating func next(dueAt now: Duration, upTo newest: Int) -> (() -> Void)? {
    guard let first = nodes.first, first.deadline <= now, first.age <= newest else { return nil }
    return take(at: 0)
  }

  private mutating func take(at position: Int) -> () -> Void {
    let slot = nodes[position].slot
    let action = slots[slot].action
    slots[slot] = Slot()
    free.append(slot)
    let last = nodes.removeLast()
    if position < nodes.count {
      nodes[position] = last
      slots[last.slot].position = position
      // It comes from another branch, so it may belong further up as well as further down.
      rise(from: position)
      sink(from: slots[last.slot].position)
    }
    return action
  }

  private func precedes(_ left: Node, _ right: Node) -> Bool {
    left.deadline == right.deadline ? left.age < right.age : left.deadline < right.deadline
  }

  private mutating func rise(from start: Int) {
    let node = nodes[start]
    var position = start
    while position > 0 {
      let parent = (position - 1) / 2
      guard precedes(node, nodes[parent]) else { break }
      put(nodes[parent], at: position)
      position = parent
    }
    put(node, at: position)
  }

  private mutating func sink(from start: Int) {
    let node = nodes[start]
    var position = start
    while true {
      var child = 2 * position + 1
      guard child < nodes.count else { break }
      if child + 1 < nodes.count, precedes(nodes[child + 1], nodes[child]) { child += 1 }
      guard precedes(nodes[child], node) else { break }
      put(nodes[child], at: position)
      position = child
    }
    put(node, at: position)
  }

  private mutating func put(_ node: Node, at position: Int) {
    nodes[position] = node
    slots[node.slot].position = position
  }
}
