import Content
import Dialogue

/// How often proactive rules have spoken to whom.
struct ProactiveCaps {
  private var times: [String: [Double]] = [:]

  /// Whether the rule has not spoken to the customer as often as it may.
  func allows(_ rule: ProactiveFile.Rule, for customer: String, at time: Instant) -> Bool {
    rule.limit.map { recent(rule, customer, time).count < $0.times } ?? true
  }

  mutating func note(_ rule: ProactiveFile.Rule, for customer: String, at time: Instant) {
    times[key(rule, customer)] = recent(rule, customer, time) + [time.secondsSinceEpoch]
  }

  /// Counts what was noted in an earlier run of the program.
  mutating func restore(_ key: String, at time: Instant) {
    times[key, default: []].append(time.secondsSinceEpoch)
  }

  private func recent(_ rule: ProactiveFile.Rule, _ customer: String, _ time: Instant) -> [Double] {
    (times[key(rule, customer)] ?? []).filter {
      time.secondsSinceEpoch - $0 < Double(rule.limit?.hours ?? 0) * 3_600
    }
  }

  func key(_ rule: ProactiveFile.Rule, _ customer: String) -> String {
    "\(rule.name) \(customer)"
  }
}
