import Domain
import Foundation

extension SplitMix {
  /// One of what there is.
  mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &self)]
  }

  /// One of what there is, rather from the beginning than from the end.
  mutating func pickEarly<Value>(_ values: [Value]) -> Value {
    values[Int(Double(values.count) * pow(fraction(), 1.4))]
  }

  /// One of what there is, each as often as its weight says.
  mutating func pick<Value>(_ values: [(value: Value, weight: Int)]) -> Value {
    var rest = Int.random(in: 0..<values.map(\.weight).reduce(0, +), using: &self)
    for (value, weight) in values {
      if rest < weight { return value }
      rest -= weight
    }
    preconditionFailure("a draw is less than the sum of the weights")
  }

  /// How long people take: as often less than the median as more, and now and then much more.
  mutating func delay(median: Double, spread: Double = 0.8) -> Double {
    let normal = sqrt(-2 * log(1 - fraction())) * cos(2 * .pi * fraction())
    return median * exp(spread * normal)
  }

  /// Minutes between two, as a duration of whole milliseconds.
  mutating func minutes(_ range: ClosedRange<Int>) -> Duration {
    milliseconds(range.lowerBound * 60_000...range.upperBound * 60_000)
  }

  /// From 0 up to, and not including, 1.
  private mutating func fraction() -> Double { Double.random(in: 0..<1, using: &self) }
}
