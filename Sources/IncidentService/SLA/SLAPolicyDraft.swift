import Domain
import Web

/// A version of a policy that somebody wants to publish, checked but for whether its calendar is
/// there.
struct SLAPolicyDraft: JSONReadable {
  /// The statuses in which a ticket or an incident is open.
  enum OpenStatus: String, CaseIterable {
    case open
    case inProgress = "in_progress"
    case waiting
    case acknowledged

    /// Those of one of the two.
    static func all(of subject: SLASubject.Kind) -> [Self] {
      switch subject {
      case .ticket: [.open, .inProgress, .waiting]
      case .incident: [.open, .acknowledged]
      }
    }
  }

  let name: String
  let subject: SLASubject.Kind
  let priorities: [Priority]?
  let categories: [Category]?
  let rank: Int64
  let calendar: Int64
  /// Seconds of counted time; nil where nothing is promised.
  let firstResponse: Int64?
  let acknowledgement: Int64?
  let resolution: Int64?
  let pausedIn: [String]
  /// From when on it is in effect; nil: from its publication on.
  let effectiveFrom: Instant?
  let note: String

  /// Up to the twenty years after which nothing is due any more.
  static let targets: ClosedRange<Int64> = 1...630_720_000
  static let ranks: ClosedRange<Int64> = 0...32_767
  static let calendars: ClosedRange<Int64> = 1...Int64(Int32.max)

  init?(from fields: inout FieldReader) {
    let name = fields.required("name", .slaName)
    let subject = fields.required("subject", .oneOf(SLASubject.Kind.self))
    priorities = fields.optional("priorities", each: .oneOf(Priority.self), atMost: 3)
    categories = fields.optional("categories", each: .oneOf(Category.self), atMost: 4)
    if priorities?.isEmpty == true { fields.refuse("priorities", .tooShort, Self.any) }
    if categories?.isEmpty == true { fields.refuse("categories", .tooShort, Self.any) }
    rank = fields.optional("rank", .integer(Self.ranks)) ?? 100
    let calendar = fields.required("calendar", .integer(Self.calendars))
    firstResponse = fields.optional("first_response", .integer(Self.targets))
    acknowledgement = fields.optional("acknowledgement", .integer(Self.targets))
    resolution = fields.optional("resolution", .integer(Self.targets))
    let pausedIn =
      fields.optional("paused_in", each: .oneOf(OpenStatus.self), atMost: 4) ?? []
    effectiveFrom = fields.optional("effective_from", .instant)
    let note = fields.required("note", .note)
    if let subject { Self.check(pausedIn, of: subject, firstResponse, &fields) }
    guard let name, let subject, let calendar, let note else { return nil }
    self.name = name
    self.subject = subject
    self.calendar = calendar
    self.pausedIn = pausedIn.map(\.rawValue)
    self.note = note
  }

  private static let any = "must not be empty; leave it out for any"

  private static func check(
    _ pausedIn: [OpenStatus], of subject: SLASubject.Kind, _ firstResponse: Int64?,
    _ fields: inout FieldReader
  ) {
    let open = OpenStatus.all(of: subject)
    for status in pausedIn where !open.contains(status) {
      fields.refuse(
        "paused_in", .conflict,
        "\(status.rawValue) is no status of \(subject)s; those in which a clock can pause are: "
          + open.map(\.rawValue).joined(separator: ", "))
    }
    if subject == .incident, firstResponse != nil {
      fields.refuse("first_response", .conflict, "is promised of tickets only")
    }
  }
}
