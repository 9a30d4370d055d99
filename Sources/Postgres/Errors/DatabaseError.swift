import CLibPQ

/// What the server, or the connection to it, answered instead of a result.
///
/// The fields are those of the protocol's ErrorResponse. `message` and `detail` may quote data, so
/// neither belongs in an answer to a client.
package struct DatabaseError: Error, Sendable {
  /// nil where the connection broke before the server could name a condition.
  package let sqlState: SQLState?
  package let message: String
  package let detail: String?
  package let constraint: String?
  package let table: String?

  /// True where a prepared statement cannot be used any more, because a migration has changed what
  /// it returns or somebody has deallocated it. Prepared anew, it works.
  let isStaleStatement: Bool

  /// - Parameters:
  ///   - result: What libpq returned; nil where it could not even make a result.
  ///   - connection: The connection that it came from.
  init(result: OpaquePointer?, on connection: OpaquePointer?) {
    // The codes of postgres_ext.h: PG_DIAG_SQLSTATE 'C', and so on; Swift does not see the macros,
    // which are character constants.
    func field(_ code: Unicode.Scalar) -> String? {
      PQresultErrorField(result, Int32(code.value)).map { String(cString: $0) }
    }
    var state = field("C").map(SQLState.init(rawValue:))
    if state == nil, result == nil, PQstatus(connection) == CONNECTION_OK {
      // libpq's own refusal, such as more than 65,535 parameters: no other connection would help.
      // A result without a code, in contrast, is libpq's own word that the server has gone, which
      // may come before it calls the connection bad.
      state = .internalError
    }
    sqlState = state
    message =
      field("M")
      ?? String(cString: result == nil ? PQerrorMessage(connection) : PQresultErrorMessage(result))
      .trimmingNewlines()
    detail = field("D")
    constraint = field("n")
    table = field("t")
    // The function that raises 'cached plan must not change result type': the words are translated.
    isStaleStatement = field("R") == "RevalidateCachedQuery" || state == .invalidStatementName
  }

  /// A failure of the connection itself.
  init(connectionLost message: String) {
    sqlState = nil
    self.message = message
    detail = nil
    constraint = nil
    table = nil
    isStaleStatement = false
  }
}

extension DatabaseError {
  /// True where the named unique constraint or index refused the row.
  package func isUniqueViolation(of constraint: String) -> Bool {
    sqlState == .uniqueViolation && self.constraint == constraint
  }

  /// True where the same transaction, run again, may well succeed: a serialization failure, a
  /// deadlock, or a statement that a migration has changed underneath.
  package var isRetryable: Bool {
    sqlState == .serializationFailure || sqlState == .deadlockDetected || isStaleStatement
  }

  /// True where the connection is gone or the server is going, starting, full or read-only: the
  /// statement may or may not have had its effect, and a later one may find a server again.
  package var isConnectionFailure: Bool {
    guard let sqlState else { return true }
    let goingOrComing = ["57P01", "57P02", "57P03", "57P05", "25P03"]
    return sqlState.kind == "08" || sqlState.kind == "53" || sqlState == .readOnlyTransaction
      || goingOrComing.contains(sqlState.rawValue)
  }

  /// True where the statement was cancelled, by us or by `statement_timeout`.
  package var isQueryCancelled: Bool { sqlState == .queryCancelled }

  /// True where the data itself was refused (classes 22 and 23): sent again, it fails again.
  package var isDataRefusal: Bool { sqlState?.kind == "22" || sqlState?.kind == "23" }
}

extension DatabaseError: CustomStringConvertible {
  /// For logs. The detail of a refused row quotes the row, and the message of a refused value the
  /// value, in the quotation marks of the server's language; what people report stays out of logs.
  package var description: String {
    let words =
      sqlState?.kind == "22"
      ? message.replacing(/["„“”«»].*["„“”«»]/.dotMatchesNewlines(), with: "(hidden)") : message
    let parts = [
      sqlState?.rawValue, words, isDataRefusal ? nil : detail,
      constraint.map { "constraint \($0)" },
    ]
    return parts.compactMap(\.self).joined(separator: ": ")
  }
}

extension String {
  /// libpq ends its messages with a newline.
  func trimmingNewlines() -> String {
    var text = self[...]
    while text.last?.isNewline == true { text.removeLast() }
    return String(text)
  }
}
