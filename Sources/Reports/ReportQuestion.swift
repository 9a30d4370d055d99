import Domain

/// A report that somebody wants, of which all is known but what only the database knows: which
/// zones there are, and what time it is.
package struct ReportQuestion: Sendable {
  /// Which report.
  package let name: ReportName
  /// Where it begins; nil: 30 days before its end.
  let from: ReportBound?
  /// Where it ends; nil: after today.
  let to: ReportBound?
  /// `UTC`, or what looks like an IANA name.
  let zone: String
  let bucket: ReportBucket
  /// As it was known when; nil: now.
  let asOf: Instant?

  /// Reads what was said of each parameter. Throws everything that is wrong with it.
  package init(
    _ name: ReportName, _ given: [ReportParameter: String]
  ) throws(ReportFaults) {
    var reader = Reader(given: given, kind: name.kind)
    self.name = name
    from = reader.bound(.from)
    to = reader.bound(.to)
    zone = reader.zone()
    bucket = reader.bucket()
    asOf = reader.asOf()
    if !reader.faults.isEmpty { throw ReportFaults(faults: reader.faults) }
  }
}

/// Reads parameters, and keeps what is wrong with them.
private struct Reader {
  let given: [ReportParameter: String]
  let kind: ReportName.Kind
  var faults: [ReportFault] = []

  mutating func bound(_ parameter: ReportParameter) -> ReportBound? {
    guard let text = given[parameter] else { return nil }
    if kind == .now {
      refuse(parameter, .conflict, "is not for this report, which is of now")
      return nil
    }
    let bound = ReportBound(text)
    switch (bound, kind) {
    case (nil, .anyTime):
      refuse(parameter, .invalidFormat, "must be a date, or a time as in RFC 3339")
    case (nil, _):
      refuse(parameter, .invalidFormat, "must be a date, such as 2026-06-01")
    case (.instant, .days):
      refuse(
        parameter, .conflict,
        "must be a date, such as 2026-06-01: this report is of whole days; metrics is of any time")
    default: break
    }
    return bound
  }

  mutating func zone() -> String {
    let zone = given[.tz] ?? "UTC"
    if kind != .anyTime {
      if zone != "UTC" { refuse(.tz, .conflict, "must be UTC here; metrics takes any zone") }
    } else if (try? Self.zones.wholeMatch(in: zone)) == nil {
      refuse(.tz, .invalidFormat, "must be UTC or an IANA name, such as Europe/London")
    }
    return zone
  }

  /// What PostgreSQL takes besides, an offset or an abbreviation, knows no summer.
  private static var zones: Regex<Substring> {
    /UTC|[A-Z][A-Za-z]+(?:\/[A-Z][A-Za-z_\-]+)+/
  }

  mutating func bucket() -> ReportBucket {
    let text = given[.bucket] ?? ReportBucket.day.rawValue
    let words = ReportBucket.allCases.map(\.rawValue).joined(separator: ", ")
    guard let bucket = ReportBucket(rawValue: text) else {
      refuse(.bucket, .notAllowed, "must be one of: \(words)")
      return .day
    }
    if kind != .anyTime, bucket != .day {
      refuse(.bucket, .conflict, "must be day here; metrics takes: \(words)")
    }
    return bucket
  }

  mutating func asOf() -> Instant? {
    guard let text = given[.asOf] else { return nil }
    let instant = Instant(rfc3339: text)
    if kind != .anyTime {
      refuse(.asOf, .conflict, "is not for this report, which is of what is known now; see metrics")
    } else if instant == nil {
      refuse(.asOf, .invalidFormat, "must be a time as in RFC 3339, such as 2026-07-01T00:00:00Z")
    }
    return instant
  }

  mutating func refuse(_ parameter: ReportParameter, _ code: Violation.Code, _ detail: String) {
    faults.append(ReportFault(parameter: parameter, code: code, detail: detail))
  }
}
