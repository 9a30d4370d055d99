import Synchronization

/// How often something was done.
final class Count: Sendable {
  private let value = Atomic(0)

  var now: Int { value.load(ordering: .sequentiallyConsistent) }

  /// Adds one and returns the new count.
  @discardableResult
  func up() -> Int { value.add(1, ordering: .sequentiallyConsistent).newValue }
}
