import Domain
import Synchronization

/// Random numbers for the ids of requests, which must differ and need not be secret. The system's
/// generator asks the kernel for every eight bytes, which is five times a request.
struct RequestNumbers: RandomNumberGenerator {
  private static let state = Atomic<UInt64>(.random(in: 0 ... .max))

  func next() -> UInt64 {
    SplitMix.number(at: Self.state.wrappingAdd(SplitMix.step, ordering: .relaxed).newValue)
  }
}
