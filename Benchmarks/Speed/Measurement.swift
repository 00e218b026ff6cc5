#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Seconds of wall time since some fixed moment.
func wallSeconds() -> Double { seconds(of: CLOCK_MONOTONIC) }

/// Seconds of processor time this process has used.
func processorSeconds() -> Double { seconds(of: CLOCK_PROCESS_CPUTIME_ID) }

private func seconds(of clock: clockid_t) -> Double {
  var time = timespec()
  clock_gettime(clock, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// A figure of this process from /proc/self/status in kB; 0 where there is no such file.
func statusKilobytes(_ key: String) -> Int {
  guard let file = fopen("/proc/self/status", "r") else { return 0 }
  defer { fclose(file) }
  var line = [CChar](repeating: 0, count: 256)
  while fgets(&line, 256, file) != nil {
    let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    if text.hasPrefix(key) {
      return Int(text.filter(\.isNumber)) ?? 0
    }
  }
  return 0
}

/// One pass over all questions.
struct Pass: Codable {
  var n: Int
  var qps: Double
  var cpu_qps: Double
  var p50_us: Double
  var p99_us: Double
  var max_us: Double

  /// Times `body` for each of `count` items and stops early when `deadline` has passed.
  init(count: Int, deadline: Double, _ body: (Int) -> Void) {
    var latencies: [Double] = []
    latencies.reserveCapacity(count)
    let processor = processorSeconds()
    let start = wallSeconds()
    var last = start
    for item in 0..<count {
      body(item)
      let now = wallSeconds()
      latencies.append(now - last)
      last = now
      if now > deadline { break }
    }
    let spent = processorSeconds() - processor
    n = latencies.count
    qps = Double(n) / (last - start)
    cpu_qps = Double(n) / spent
    latencies.sort()
    p50_us = latencies[n / 2] * 1e6
    p99_us = latencies[min(n - 1, n * 99 / 100)] * 1e6
    max_us = latencies[n - 1] * 1e6
  }
}
