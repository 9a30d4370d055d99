/// A place in the one order in which the ledger can be read without missing a late commit: by the
/// writing transaction, and within it by the number of the event.
///
/// As text it is `771-12`: one line, and each place has a single spelling.
package struct LedgerPosition: Hashable, Sendable, CustomStringConvertible {
  /// The writing transaction, as PostgreSQL counts them.
  package let transaction: UInt64
  /// The number of the event; 0 is before the first of its transaction.
  package let id: Int64

  /// The place of this event.
  package init(transaction: UInt64, id: Int64) {
    self.transaction = transaction
    self.id = id
  }

  /// Before everything.
  package static let start = LedgerPosition(transaction: 0, id: 0)

  /// Reads what `description` wrote; nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let transaction = UInt64(parts[0]), let id = Int64(parts[1]) else {
      return nil
    }
    self.init(transaction: transaction, id: id)
    // A sign or a zero in front would be another spelling.
    guard description == text else { return nil }
  }

  package var description: String { "\(transaction)-\(id)" }
}

extension LedgerPosition: Comparable {
  package static func < (left: LedgerPosition, right: LedgerPosition) -> Bool {
    (left.transaction, left.id) < (right.transaction, right.id)
  }
}
