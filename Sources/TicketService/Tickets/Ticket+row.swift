package import Domain
import Foundation
package import Postgres
import Relay
import Web

extension Ticket: RowDecodable {
  /// Reads ``columns``.
  package init(row: inout Row) throws(ColumnMismatch) {
    self.init(
      id: try row.next(), title: try row.next(), description: try row.next(),
      category: try row.next(), priority: try row.next(), status: try row.next(),
      triage: Triage(
        decidedBy: try row.next(), ruleset: try row.next(),
        matched: try row.next(TermMatches.self).list),
      version: try row.next(), createdAt: try row.next(), updatedAt: try row.next())
  }

  /// What a query must select for a whole ticket, in this order.
  static let columns: Query = """
    id, title, description, category, priority, status,
      triage_decided_by, triage_ruleset, triage_matched,
      version, created_at, updated_at
    """
}

/// The matched terms of a ticket, as `triage_matched` holds them.
struct TermMatches: ColumnDecodable, Bindable {
  static let typeID = JSONText.typeID
  static let arrayTypeID = JSONText.arrayTypeID

  let list: [TermMatch]

  init(_ list: [TermMatch]) {
    self.list = list
  }

  init(_ column: Column) throws(ColumnMismatch) {
    let json = try JSONText(column)
    do {
      list = try JSONDecoder().decode([TermMatch].self, from: Data(json.text.utf8))
    } catch {
      throw column.mismatch("matched terms", found: "\(error)")
    }
  }

  func encode(into bytes: inout [UInt8]) {
    JSONText(list.json).encode(into: &bytes)
  }
}
