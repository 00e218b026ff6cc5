package import Dialogue

/// What commands change: each call is carried out, kept, and only then told.
///
/// Holds the store, and with it its lock, alone. Tickets need the engine; marks and the forgetting of
/// customers do not.
package struct Desk {
  private let store: any Store
  private let engine: Engine?

  /// A desk for marks and for forgetting.
  package init(_ store: any Store) {
    self.store = store
    engine = nil
  }

  /// A desk with its tickets, taken up as the store has them.
  ///
  /// - Throws: `StoreError` when the store cannot be read or written.
  package init(_ engine: Engine, over store: any Store, at time: Instant) throws(StoreError) {
    self.store = store
    self.engine = engine
    _ = try engine.resume(at: time)
    try engine.commit(at: time)
  }

  /// Carries a call out and keeps it; returns what is to be delivered now that it is kept.
  ///
  /// - Throws: `DeskError` when the desk refuses, `StoreError` when it cannot be kept; then nothing
  ///   was done.
  @discardableResult
  package func perform(_ call: DeskCall, at time: Instant) throws -> [Delivery] {
    if case .mark(let mark) = call {
      try note([mark])
      return []
    }
    guard let engine else { return [] }
    let deliveries = try engine.perform(call, at: time)
    try engine.commit(at: time)
    return deliveries
  }

  /// Keeps marks, all of them or none.
  package func note(_ marks: [Mark]) throws(StoreError) {
    try store.commit(marks.map { .mark($0) })
  }

  /// Takes out everything about a customer; returns how many rows of each table went.
  package func forget(customer id: String) throws(StoreError) -> [(table: String, rows: Int)] {
    let gone = try store.forget(customer: id)
    try engine?.letGo(customer: id)
    return gone
  }
}
