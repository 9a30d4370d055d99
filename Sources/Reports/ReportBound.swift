import Domain

/// Where the time of a report begins or ends.
enum ReportBound: Hashable, Sendable {
  /// At the beginning of a day, by the clock on the wall: `2026-06-01`.
  case day(String)
  case instant(Instant)

  /// Reads a date or a time as in RFC 3339; nil for anything else.
  init?(_ text: String) {
    if let instant = Instant(rfc3339: text) {
      self = .instant(instant)
    } else if text.utf8.count == 10, Instant(rfc3339: text + "T00:00:00Z") != nil {
      self = .day(text)
    } else {
      return nil
    }
  }
}
