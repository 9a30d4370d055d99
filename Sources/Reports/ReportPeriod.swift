import Domain
package import Postgres

/// The time of a report, as the database understood it.
package struct ReportPeriod: RowDecodable {
  /// From when to when, the end not included.
  let from: Instant
  let to: Instant
  /// As it was known when.
  let asOf: Instant
  private let isOrdered: Bool
  private let isShort: Bool
  private let isKnown: Bool

  package init(row: inout Row) throws(ColumnMismatch) {
    from = Instant(microseconds: try row.next(Timestamp.self).microseconds)
    to = Instant(microseconds: try row.next(Timestamp.self).microseconds)
    asOf = Instant(microseconds: try row.next(Timestamp.self).microseconds)
    isOrdered = try row.next()
    isShort = try row.next()
    isKnown = try row.next()
  }

  /// What is wrong with it.
  var faults: [ReportFault] {
    var faults: [ReportFault] = []
    if !isOrdered {
      faults.append(ReportFault(parameter: .from, code: .conflict, detail: "must be before to"))
    }
    if !isShort {
      faults.append(
        ReportFault(
          parameter: .bucket, code: .conflict,
          detail: "must be all where from and to are more than 4,000 days apart"))
    }
    if !isKnown {
      faults.append(
        ReportFault(parameter: .asOf, code: .outOfRange, detail: "must not be in the future"))
    }
    return faults
  }
}
