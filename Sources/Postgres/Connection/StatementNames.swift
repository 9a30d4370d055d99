/// A text and its parameters' types: `SELECT $1` is another statement for another type, and binary
/// values sent under the wrong one would be misread.
struct Statement: Hashable, Sendable {
  let sql: String
  let types: [UInt32]

  init(_ query: Query) {
    sql = query.sql
    types = query.parameters.types
  }
}

/// Which statements a session has prepared, and under which names.
///
/// The number is bounded: the list filters of a service make a few dozen different texts, but a
/// mistake must not fill the server's memory.
struct StatementNames: Sendable {
  private static let limit = 256

  private var names: [Statement: String] = [:]
  private var oldestFirst: [Statement] = []
  private var made = 0

  /// Names that the session still has and nobody uses any more. They can be deallocated outside
  /// of a transaction only: a failed one refuses it.
  private(set) var retired: [String] = []

  /// The name of a statement that has been prepared.
  func name(for statement: Statement) -> String? {
    names[statement]
  }

  /// A name that no statement of this session has had.
  mutating func fresh() -> String {
    made += 1
    return "s\(made)"
  }

  /// Keeps the name of a statement that has just been prepared, and retires the oldest beyond the
  /// limit.
  mutating func keep(_ name: String, for statement: Statement) {
    if oldestFirst.count == Self.limit { retire(oldestFirst[0]) }
    names[statement] = name
    oldestFirst.append(statement)
  }

  /// Forgets a statement, which must be prepared anew from now on.
  mutating func retire(_ statement: Statement) {
    guard let name = names.removeValue(forKey: statement) else { return }
    oldestFirst.removeAll { $0 == statement }
    retired.append(name)
  }

  /// Forgets the retired name that was deallocated last.
  mutating func removeRetired() {
    retired.removeLast()
  }
}
