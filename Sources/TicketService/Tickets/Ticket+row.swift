package import Domain
package import Postgres
import Relay

extension Ticket: RowDecodable {
  /// Reads ``columns``.
  package init(row: inout Row) throws(ColumnMismatch) {
    self.init(
      id: try row.next(), title: try row.next(), description: try row.next(),
      category: try row.next(), priority: try row.next(), status: try row.next(),
      requester: try row.next(), assignee: try row.next(), source: try row.next(),
      tags: try row.next(),
      triage: Triage(
        decidedBy: try row.next(), ruleset: try row.next(),
        matched: try row.next(TermMatches.self).list),
      version: try row.next(), createdAt: try row.next(), updatedAt: try row.next())
  }

  /// What a query must select for a whole ticket, in this order.
  static let columns: Query = """
    id, title, description, category, priority, status,
      requester, assignee, source, array_to_string(nullif(tags, '{}'), ',') AS tags,
      triage_decided_by, triage_ruleset, triage_matched,
      version, created_at, updated_at
    """
}
