import Dialogue
import Testing

@testable import Handoff

@Suite("Throughput of a line")
struct ThroughputTests {
  @Test(
    "Quantiles of Fisher's F are those of the tables",
    arguments: [
      (1.645, 10.0, 20.0, 2.348), (1.645, 5, 40, 2.449), (1.645, 20, 20, 2.124),
      (-1.645, 10, 20, 0.3605), (1.645, 2, 40, 3.232), (0, 20, 20, 1),
    ]
  )
  func quantiles(deviations: Double, first: Double, second: Double, value: Double) {
    let found = FisherDistribution.quantile(deviations, first, second)
    #expect(abs(found - value) / value < 0.03, "\(found)")
  }

  @Test("Nothing is said before enough was seen, and then the mean rate is in the middle")
  func rate() throws {
    var throughput = Throughput()
    for index in 0..<21 {
      throughput.advance(to: at(Double(index) * 30), open: 30, waiting: 5, places: 2)
      #expect((throughput.rate(adding: 0) > 0) == (index > 4))
      throughput.depart()
    }
    // One of 30 seconds with two places: 60 for each.
    #expect(abs(throughput.rate(adding: 0) - 1 / 60) < 1e-9)
    let range = try #require(throughput.exposure(untilDepartures: 10, adding: 0, places: 2))
    #expect(range.contains(600))
    #expect(range.lowerBound > 250 && range.upperBound < 1300)
    // Nobody having left for long, the rate is lower.
    #expect(throughput.rate(adding: 600) < 1 / 80)
  }

  @Test("Those who leave by themselves are counted by the time that all of them waited")
  func withdrawals() {
    var throughput = Throughput()
    throughput.advance(to: at(0), open: 0, waiting: 0, places: 1)
    for index in 1...10 {
      throughput.advance(to: at(Double(index) * 100), open: 100, waiting: 10, places: 1)
      throughput.withdraw()
    }
    #expect(abs(throughput.withdrawalRate - 0.001) < 1e-9)
  }

  @Test("Only what would go before a ticket overtakes it")
  func overtaking() {
    var throughput = Throughput()
    for index in 0..<20 {
      throughput.arrive(
        Throughput.Arrival(
          time: at(Double(index) * 10),
          rank: index.isMultiple(of: 4) ? 1 : 2,
          span: 60
        )
      )
    }
    let now = at(200)
    #expect(throughput.overtakingRate(rank: 1, at: now) == 0)
    #expect(abs(throughput.overtakingRate(rank: 2, at: now) - 5 / 200) < 1e-9)
    let earlier = throughput.earlierRate(rank: 2, due: at(2000), at: now)
    #expect(abs(earlier.rate - 15 / 200) < 1e-9)
    #expect(earlier.seconds == 1740)
    #expect(throughput.earlierRate(rank: 2, due: at(250), at: now).rate == 0)
  }
}
