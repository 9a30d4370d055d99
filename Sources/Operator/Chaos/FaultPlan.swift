import Domain

/// The faults of a run, endless and always the same for the same seed.
///
/// They are dealt from a shuffled deck that holds each kind once, and then from the next one: so
/// every nine rounds have all kinds, and any kind may follow any other.
package struct FaultPlan: Sequence, IteratorProtocol, Sendable {
  private var draws: SplitMix
  private var deck: [Fault.Kind] = []

  /// The plan of a seed.
  package init(seed: UInt64) {
    draws = SplitMix(seed: seed)
  }

  /// The fault of the next round; never nil.
  package mutating func next() -> Fault? {
    if deck.isEmpty { deck = Fault.Kind.allCases.shuffled(using: &draws) }
    return Fault(
      kind: deck.removeLast(), seed: draws.next(), calm: draws.milliseconds(200...600))
  }
}
