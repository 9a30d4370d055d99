/// SplitMix64 (https://prng.di.unimi.it/splitmix64.c): the same numbers for the same seed, each of
/// the 2^64 once before the first comes again.
package struct SplitMix: RandomNumberGenerator, Sendable {
  /// What the state grows by with each number.
  package static let step: UInt64 = 0x9E37_79B9_7F4A_7C15

  private var state: UInt64

  /// The numbers of this seed.
  package init(seed: UInt64) {
    state = seed
  }

  /// The next number.
  package mutating func next() -> UInt64 {
    state &+= Self.step
    return Self.number(at: state)
  }

  /// The number that a state gives.
  package static func number(at state: UInt64) -> UInt64 {
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
