/// Which statements a session has prepared, and under which names.
///
/// The number is bounded: the list filters of a service make a few dozen different texts, but a
/// mistake must not fill the server's memory.
struct StatementNames: Sendable {
  private static let limit = 256

  private var names: [String: String] = [:]
  private var oldestFirst: [String] = []
  private var made = 0

  /// Names that the session still has and nobody uses any more. They can be deallocated outside
  /// of a transaction only: a failed one refuses it.
  private(set) var retired: [String] = []

  /// The name of a text that has been prepared.
  func name(for sql: String) -> String? {
    names[sql]
  }

  /// A name that no statement of this session has had.
  mutating func fresh() -> String {
    made += 1
    return "s\(made)"
  }

  /// Keeps the name of a text that has just been prepared, and retires the oldest beyond the limit.
  mutating func keep(_ name: String, for sql: String) {
    if oldestFirst.count == Self.limit { retire(oldestFirst[0]) }
    names[sql] = name
    oldestFirst.append(sql)
  }

  /// Forgets a text, which must be prepared anew from now on.
  mutating func retire(_ sql: String) {
    guard let name = names.removeValue(forKey: sql) else { return }
    oldestFirst.removeAll { $0 == sql }
    retired.append(name)
  }

  /// Forgets the retired name that was deallocated last.
  mutating func removeRetired() {
    retired.removeLast()
  }
}
