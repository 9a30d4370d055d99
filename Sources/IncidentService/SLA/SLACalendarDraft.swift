import Domain
import Web

/// A version of a calendar that somebody wants to publish, checked but for whether the database
/// knows the zone.
struct SLACalendarDraft: JSONReadable {
  let name: String
  let zone: String
  let windows: [String]
  let holidays: [String]
  let note: String

  init?(from fields: inout FieldReader) {
    let name = fields.required("name", .slaName)
    let zone = fields.required("zone", .slaZone)
    let windows = fields.optional("windows", each: .slaWindow, atMost: 100)
    if fields.member("windows") == nil { fields.refuse("windows", .required, "is missing") }
    if windows?.isEmpty == true { fields.refuse("windows", .tooShort, "must not be empty") }
    let holidays = fields.optional("holidays", each: .slaDate, atMost: 1_000)
    let note = fields.required("note", .note)
    guard let name, let zone, let windows, let note else { return nil }
    self.name = name
    self.zone = zone
    self.windows = windows
    self.holidays = holidays ?? []
    self.note = note
  }
}

extension TextRule {
  /// The name of a calendar or a policy.
  static let slaName = TextRule(length: 1...200)
}

/// The rule of a text that must look like something.
struct SLATextForm: StringRule {
  typealias Value = String

  /// What it must look like: the end of a sentence.
  let sentence: String
  let isRight: @Sendable (String) -> Bool

  func check(_ raw: String, at pointer: String) -> Result<String, Violation> {
    isRight(raw)
      ? .success(raw)
      : .failure(Violation(pointer: pointer, code: .invalidFormat, detail: "must be \(sentence)"))
  }
}

extension ValueRule where Self == SLATextForm {
  /// A time zone, as the database knows its kind.
  static var slaZone: Self {
    SLATextForm(sentence: "UTC or an IANA name such as Europe/London") {
      $0.utf8.count <= 100 && $0.wholeMatch(of: /UTC|[A-Z][A-Za-z]+(\/[A-Z][A-Za-z_\-]+)+/) != nil
    }
  }

  /// A weekly window of wall-clock time.
  static var slaWindow: Self {
    SLATextForm(sentence: "a window such as mon-fri 09:00-17:00") {
      $0.wholeMatch(
        of: /[a-z]{3}(-[a-z]{3})? ([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]/)
        != nil
        && $0.prefix { $0 != " " }.split(separator: "-").allSatisfy {
          ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].contains($0)
        }
    }
  }

  /// A date.
  static var slaDate: Self {
    SLATextForm(sentence: "a date such as 2026-12-25") {
      $0.utf8.count == 10 && Instant(rfc3339: "\($0)T00:00:00Z") != nil
    }
  }
}
