import Domain
import Web

/// A new version of a policy, as it is posted.
struct EscalationPolicyDraft: Sendable {
  let name: String
  /// Nil: any.
  let severities: [Priority]?
  let rank: Int64
  /// None: the policy ends.
  let steps: [EscalationStep]
  let repeats: Int64
  let pauseSeconds: Int64
  let note: String
  /// Nil: at once.
  let effectiveFrom: Instant?

  static let name = TextRule(length: 1...200)
  static let ranks: ClosedRange<Int64> = 0...32_767
  static let defaultRank: Int64 = 100
  static let steps = 0...20
  static let repeats: ClosedRange<Int64> = 0...9
  static let pauses: ClosedRange<Int64> = 1...EscalationStep.longestDelay
  static let defaultPause: Int64 = 300
}

extension EscalationPolicyDraft: JSONReadable {
  init?(from fields: inout FieldReader) {
    let name = fields.required("name", Self.name)
    let severities = Self.severities(&fields)
    let rank = fields.optional("rank", .integer(Self.ranks))
    let steps = fields.required("steps", objectsAtMost: Self.steps.upperBound) { index, fields in
      EscalationStep(from: &fields, isFirst: index == 0)
    }
    let repeats = fields.optional("repeats", .integer(Self.repeats))
    let pause = fields.optional("pause_seconds", .integer(Self.pauses))
    let note = fields.required("note", .note)
    let effectiveFrom = fields.optional("effective_from", .instant)
    guard let name, let steps, let note else { return nil }
    self.init(
      name: name, severities: severities, rank: rank ?? Self.defaultRank, steps: steps,
      repeats: repeats ?? 0, pauseSeconds: pause ?? Self.defaultPause, note: note,
      effectiveFrom: effectiveFrom)
  }

  private static func severities(_ fields: inout FieldReader) -> [Priority]? {
    if fields.member("severities") == .null { return nil }
    let severities = fields.optional(
      "severities", each: .oneOf(Priority.self), atMost: Priority.allCases.count)
    if severities?.isEmpty == true {
      fields.refuse("severities", .tooShort, "must name one, or be left out for any")
    }
    return severities
  }
}
