/// A transaction did not end as its code believed.
package enum TransactionError: Error, CustomStringConvertible {
  /// `COMMIT` was answered by `ROLLBACK`: a statement inside had failed and its error was
  /// swallowed, so nothing has been written.
  case rolledBackAtCommit
  /// A statement was sent through a transaction that had already ended.
  case alreadyEnded

  package var description: String {
    switch self {
    case .rolledBackAtCommit: "the transaction had failed, so its COMMIT rolled it back"
    case .alreadyEnded: "the transaction has ended"
    }
  }
}
