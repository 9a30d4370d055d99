import Domain
import Web

/// A new version of an escalation rule, as it is posted.
struct EscalationRuleDraft: JSONReadable, Sendable {
  let name: String
  let enabled: Bool
  /// Nil: any. So the other conditions.
  let priorities: [Priority]?
  let categories: [Category]?
  let terms: [String]?
  let sources: [String]?
  /// The promises whose breach is the occasion; nil: it is that the ticket comes in.
  let breaches: [SLAMetric]?
  /// How many tickets it takes; nil: one.
  let several: Int64?
  let withinSeconds: Int64?
  /// Nil: as the ticket's priority.
  let severity: Priority?
  let note: String
  /// Nil: at once.
  let effectiveFrom: Instant?

  static let name = TextRule(length: 1...200)
  static let term = TextRule(length: 1...200)
  static let termLimit = 100
  static let sourceLimit = 20
  static let several: ClosedRange<Int64> = 2...1_000
  static let windows: ClosedRange<Int64> = 1...86_400

  init?(from fields: inout FieldReader) {
    let name = fields.required("name", Self.name)
    enabled = fields.optional("enabled", .boolean) ?? true
    priorities = Self.condition("priorities", .oneOf(Priority.self), 3, &fields)
    categories = Self.condition("categories", .oneOf(Category.self), 4, &fields)
    terms = Self.condition("terms", Self.term, Self.termLimit, &fields)
    sources = Self.condition("sources", .tag, Self.sourceLimit, &fields)
    breaches = Self.condition("breaches", .oneOf(SLAMetric.self), 3, &fields)
    several = fields.nullable("several", .integer(Self.several)) ?? nil
    withinSeconds = fields.nullable("within_seconds", .integer(Self.windows)) ?? nil
    severity = fields.nullable("severity", .oneOf(Priority.self)) ?? nil
    let note = fields.required("note", .note)
    effectiveFrom = fields.optional("effective_from", .instant)
    Self.checkOccasion(&fields)
    guard let name, let note else { return nil }
    self.name = name
    self.note = note
  }

  /// Any of some values; missing or null: whatever it is.
  private static func condition<Rule: ValueRule>(
    _ name: String, _ rule: Rule, _ limit: Int, _ fields: inout FieldReader
  ) -> [Rule.Value]? {
    if fields.member(name) == .null { return nil }
    let values = fields.optional(name, each: rule, atMost: limit)
    if values?.isEmpty == true {
      fields.refuse(name, .tooShort, "must name one, or be left out for any")
    }
    return values
  }

  private static func checkOccasion(_ fields: inout FieldReader) {
    let several = has("several", &fields)
    let within = has("within_seconds", &fields)
    if several, !within { fields.refuse("within_seconds", .required, "goes with several") }
    if within, !several { fields.refuse("several", .required, "goes with within_seconds") }
    if several, has("breaches", &fields) {
      fields.refuse("several", .conflict, "a rule is about breaches or about several tickets")
    }
  }

  private static func has(_ name: String, _ fields: inout FieldReader) -> Bool {
    let value = fields.member(name)
    return value != nil && value != .null
  }
}
