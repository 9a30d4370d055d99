package import Domain
package import Postgres

/// An event of the ledger with its place in the feed.
package struct FeedEvent: Hashable, Sendable {
  /// Its place, which a client gives back to read on behind it.
  package let position: LedgerPosition
  /// What happened.
  package let event: LedgerEvent

  /// An event at this place.
  package init(position: LedgerPosition, event: LedgerEvent) {
    self.position = position
    self.event = event
  }
}

extension FeedEvent: RowDecodable {
  /// Columns: xid, and those of ``Domain/LedgerEvent``.
  package init(row: inout Row) throws(ColumnMismatch) {
    let transaction = try row.next(TransactionID.self).number
    event = try LedgerEvent(row: &row)
    position = LedgerPosition(transaction: transaction, id: event.id)
  }
}

extension FeedEvent: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("position", position.description)
      event.writeMembers(to: &json)
    }
  }
}

extension Schema {
  /// An event of the feed.
  static let feedEvent: Schema = Schema.object(
    [
      .required(
        "position",
        Schema.string().describedAs("Its place in the feed, for `after` and `Last-Event-ID`."))
    ] + eventMembers
  ).named("FeedEvent")
}
