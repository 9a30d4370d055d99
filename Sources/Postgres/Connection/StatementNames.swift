/// Which statements a session has prepared, and under which names.
///
/// The number is bounded: the list filters of a service make a few dozen different texts, but a
/// mistake must not fill the server's memory.
struct StatementNames: Sendable {
  /// A text and its parameters' types: `SELECT $1` is another statement for another type, and
  /// binary values sent under the wrong one would be misread.
  private struct Key: Hashable {
    var sql: String
    var types: [UInt32]

    init(_ query: Query) {
      sql = query.sql
      types = query.parameters.types
    }
  }

  private static let limit = 256

  private var names: [Key: String] = [:]
  private var oldestFirst: [Key] = []
  private var made = 0

  /// Names that the session still has and nobody uses any more. They can be deallocated outside
  /// of a transaction only: a failed one refuses it.
  private(set) var retired: [String] = []

  /// The name of a query that has been prepared.
  func name(for query: Query) -> String? {
    names[Key(query)]
  }

  /// A name that no statement of this session has had.
  mutating func fresh() -> String {
    made += 1
    return "s\(made)"
  }

  /// Keeps the name of a query that has just been prepared, and retires the oldest beyond the
  /// limit.
  mutating func keep(_ name: String, for query: Query) {
    if oldestFirst.count == Self.limit { retire(oldestFirst[0]) }
    names[Key(query)] = name
    oldestFirst.append(Key(query))
  }

  /// Forgets a query, which must be prepared anew from now on.
  mutating func retire(_ query: Query) {
    retire(Key(query))
  }

  private mutating func retire(_ key: Key) {
    guard let name = names.removeValue(forKey: key) else { return }
    oldestFirst.removeAll { $0 == key }
    retired.append(name)
  }

  /// Forgets the retired name that was deallocated last.
  mutating func removeRetired() {
    retired.removeLast()
  }
}
