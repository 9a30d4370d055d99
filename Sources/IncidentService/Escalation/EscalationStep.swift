import Domain
import Web

/// One step of a policy: after a while somebody is told.
struct EscalationStep: Sendable {
  /// Seconds since the step before; those of the first, since the round began.
  let delaySeconds: Int64
  /// Whom to tell, each once; at least one.
  let tell: [String]

  /// A week.
  static let longestDelay: Int64 = 604_800
  /// How many there may be to tell.
  static let targets = 1...20

  /// How long a delay may be. Only before the first step there can be none: two steps at once are
  /// one.
  static func delays(isFirst: Bool) -> ClosedRange<Int64> { (isFirst ? 0 : 1)...longestDelay }

  /// Reads the step. Answers nil after a violation.
  init?(from fields: inout FieldReader, isFirst: Bool) {
    let delay = fields.required("delay_seconds", .integer(Self.delays(isFirst: isFirst)))
    let tell = fields.optional("tell", each: .tag, atMost: Self.targets.upperBound)
    if fields.member("tell") == nil { fields.refuse("tell", .required, "is missing") }
    if tell?.isEmpty == true { fields.refuse("tell", .tooShort, "must name somebody") }
    guard let delay, let tell else { return nil }
    delaySeconds = delay
    var seen: Set<String> = []
    self.tell = tell.filter { seen.insert($0).inserted }
  }
}

extension EscalationStep: JSONWritable {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("delay_seconds", delaySeconds)
      json.field("tell", tell)
    }
  }
}
