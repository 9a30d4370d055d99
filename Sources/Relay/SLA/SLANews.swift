import Domain
import Postgres

/// An event of the ledger that may change the clocks of its ticket or incident, with what was so
/// when it happened.
struct SLANews: RowDecodable {
  let eventID: Int64
  let at: Instant
  let kind: String
  let subjectKind: SLASubject.Kind
  let subjectID: Int64
  /// The words as the ledger has them; nil where it does not say.
  let priority: String?
  let category: String?
  let status: String?
  /// The status before; nil where it did not change.
  let formerStatus: String?
  /// Whether another policy may apply since.
  let changesPolicy: Bool
  /// What had been done by then.
  let done: [SLAMetric]

  /// Reads ``SLANewsQueries/columns``.
  init(row: inout Row) throws(ColumnMismatch) {
    eventID = try row.next()
    at = try row.next()
    kind = try row.next()
    subjectKind = try row.next()
    subjectID = try row.next()
    priority = try row.next()
    category = try row.next()
    status = try row.next()
    formerStatus = try row.next()
    changesPolicy = try row.next()
    let isAnswered: Bool = try row.next()
    let isAcknowledged: Bool = try row.next()
    done = (isAnswered ? [.firstResponse] : []) + (isAcknowledged ? [.acknowledgement] : [])
  }

  /// A word in the ledger that nobody knows.
  struct Unreadable: Error, CustomStringConvertible {
    let description: String
  }

  /// The ticket or the incident as it stood after the event.
  func subject() throws(Unreadable) -> SLASubject {
    guard let priority = priority.flatMap(Priority.init(rawValue:)),
      let category = category.flatMap(Category.init(rawValue:))
    else { throw unreadable }
    switch subjectKind {
    case .ticket:
      guard let status = status.flatMap(TicketStatus.init(rawValue:)) else { throw unreadable }
      return SLASubject(ticket: subjectID, priority, category, status)
    case .incident:
      guard let status = status.flatMap(IncidentStatus.init(rawValue:)) else { throw unreadable }
      return SLASubject(incident: subjectID, priority, category, status)
    }
  }

  private var unreadable: Unreadable {
    let words = [priority, category, status].map { $0 ?? "nothing" }.joined(separator: ", ")
    return Unreadable(description: "\(subjectKind) \(subjectID) cannot be: \(words)")
  }
}
