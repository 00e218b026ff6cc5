extension Condition {
  /// Everything the condition looks at, in the order it is written; values it compares with too.
  ///
  /// What days are counted since stands for itself.
  package var operands: [Operand] {
    switch self {
    case .all(let parts), .any(let parts): parts.flatMap(\.operands)
    case .not(let inner): inner.operands
    case .compare(let left, _, let right): [left.innermost, right.innermost]
    case .isSet(let operand), .isTrue(let operand), .among(let operand, _): [operand.innermost]
    }
  }

  /// The slots the condition looks at.
  package var slots: [String] { operands.compactMap(\.slotName) }
}

extension Condition.Operand {
  /// The operand itself, or what its days are counted since.
  package var innermost: Condition.Operand {
    if case .daysSince(let inner) = self { inner.innermost } else { self }
  }

  /// The slot that is looked at, if it is one.
  package var slotName: String? {
    if case .slot(let name) = innermost { name } else { nil }
  }
}
