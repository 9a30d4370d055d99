import Metrics
import Synchronization

/// The observations of one series of a histogram.
package final class HistogramCell: Sendable {
  /// What there is to write of the observations up to now.
  package struct Totals: Sendable, Equatable {
    /// How many fell into each bucket and no smaller one; the last bucket is open.
    package var counts: [Int]
    /// The observations added up.
    package var sum: Double
  }

  private let bounds: [Double]
  private let totals: Mutex<Totals>

  /// - Parameter bounds: the upper bounds of the buckets, rising; an observation that equals one is
  ///   in its bucket.
  package init(bounds: [Double]) {
    self.bounds = bounds
    totals = Mutex(Totals(counts: Array(repeating: 0, count: bounds.count + 1), sum: 0))
  }

  /// The observations up to now.
  package var current: Totals { totals.withLock { $0 } }

  /// Adds an observation. One that is not a number would make the sum useless and is dropped.
  package func observe(_ value: Double) {
    guard !value.isNaN else { return }
    let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
    totals.withLock {
      $0.counts[bucket] += 1
      $0.sum += value
    }
  }
}

extension HistogramCell: TimerHandler, RecorderHandler {
  /// Prometheus counts time in seconds.
  package func recordNanoseconds(_ duration: Int64) { observe(Double(duration) / 1e9) }
  package func record(_ value: Int64) { observe(Double(value)) }
  package func record(_ value: Double) { observe(value) }
}
