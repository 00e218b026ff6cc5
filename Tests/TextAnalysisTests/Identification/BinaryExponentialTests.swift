import Testing

@testable import TextAnalysis

struct BinaryExponentialTests {
  @Test(
    "Powers of two are exact enough",
    arguments: [
      (0, 1), (1, 2), (-1, 0.5), (0.5, 1.414_213_562_373_095), (-0.5, 0.707_106_781_186_547_6),
      (10, 1024), (-20, 9.536_743_164_062_5e-7), (0.999_999, 1.999_998_613_706_12),
      (-2000, 0),
    ] as [(Double, Double)]
  )
  func values(exponent: Double, expected: Double) {
    #expect(abs(BinaryExponential.of(exponent) - expected) <= 1e-9 * expected)
  }
}
