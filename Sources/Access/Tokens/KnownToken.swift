import Domain
import Synchronization

/// A token as a service remembers it.
final class KnownToken: Sendable {
  private let principal: Principal
  /// By a clock that nobody sets: the database's may be another than that of this machine.
  private let end: ContinuousClock.Instant?
  private let wasUsed: Atomic<Bool>

  /// The token as the database has just described it; `before` is what was known of it until now.
  init(_ token: LiveToken, after before: KnownToken?) {
    principal = token.principal
    end = token.rest.map { .now + $0 }
    wasUsed = Atomic(before?.wasUsed.load(ordering: .relaxed) ?? true)
  }

  /// One that lasts as long as this object.
  init(_ principal: Principal) {
    self.principal = principal
    end = nil
    wasUsed = Atomic(false)
  }

  /// Whose it is, and notes that it was used; nil where it has expired.
  func use() -> Principal? {
    if let end, end <= .now { return nil }
    // Most have been used already, and reading is cheaper than writing.
    if !wasUsed.load(ordering: .relaxed) { wasUsed.store(true, ordering: .relaxed) }
    return principal
  }

  /// The number of the token where it was used since this was last asked.
  func takeUse() -> Int64? {
    guard wasUsed.exchange(false, ordering: .relaxed) else { return nil }
    guard case .token(let id) = principal.id else { return nil }
    return id
  }
}
