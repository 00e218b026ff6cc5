/// Powers of two with real exponents, without a mathematics library.
enum BinaryExponential {
  /// Returns 2 to the power `x`, to within 1e-9 of its size; 0 below -1000, for `x` up to 1000.
  ///
  /// Source: the series of e^t for t = fraction * ln 2, to the tenth power.
  static func of(_ x: Double) -> Double {
    guard x > -1000 else { return 0 }
    let whole = x.rounded(.down)
    let t = (x - whole) * 0.693_147_180_559_945_3
    var sum = 1.0
    var divisor = 10.0
    while divisor >= 1 {
      sum = 1 + sum * t / divisor
      divisor -= 1
    }
    return Double(sign: .plus, exponent: Int(min(whole, 1000)), significand: sum)
  }
}
