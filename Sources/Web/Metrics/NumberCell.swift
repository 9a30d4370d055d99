import Metrics
import Synchronization

/// One number of a counter or a gauge. Lock-free.
package final class NumberCell: Sendable {
  /// The bits of a `Double`, which holds every whole number up to 2^53 exactly.
  private let bits = Atomic<UInt64>(0)

  /// The number as it stands.
  package var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }

  /// Adds to the number.
  package func add(_ amount: Double) {
    var old = bits.load(ordering: .relaxed)
    while true {
      let new = (Double(bitPattern: old) + amount).bitPattern
      let (exchanged, original) = bits.weakCompareExchange(
        expected: old, desired: new, ordering: .relaxed)
      if exchanged { return }
      old = original
    }
  }

  /// Replaces the number.
  package func set(_ value: Double) { bits.store(value.bitPattern, ordering: .relaxed) }

  /// Replaces the number.
  package func set(_ value: Int64) { set(Double(value)) }
}

extension NumberCell: CounterHandler, FloatingPointCounterHandler, MeterHandler, RecorderHandler {
  package func increment(by amount: Int64) { add(Double(amount)) }
  package func increment(by amount: Double) { add(amount) }
  package func decrement(by amount: Double) { add(-amount) }
  package func reset() { set(0.0) }
  package func record(_ value: Int64) { set(Double(value)) }
  package func record(_ value: Double) { set(value) }
}
