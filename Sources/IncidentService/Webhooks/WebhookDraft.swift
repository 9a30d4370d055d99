import Domain
import Web

/// A webhook that is to be made, as it is posted.
struct WebhookDraft: JSONReadable {
  let name: String
  let url: String
  let format: Webhook.Format
  let kinds: [String]?
  let severities: [Priority]?
  let enabled: Bool
  let routingKey: String?

  init?(from fields: inout FieldReader) {
    let name = fields.required("name", WebhookRules.name)
    let url = fields.required("url", WebhookURLRule())
    let givesFormat = fields.member("format") != nil
    let format = fields.optional("format", .oneOf(Webhook.Format.self))
    kinds = fields.wanted("kinds", each: WebhookKindRule()) ?? nil
    severities = fields.wanted("severities", each: .oneOf(Priority.self)) ?? nil
    enabled = fields.optional("enabled", .boolean) ?? true
    routingKey = fields.optional("routing_key", WebhookRules.routingKey)
    let givesKey = fields.member("routing_key") != nil
    if format == .pagerduty, !givesKey {
      fields.refuse("routing_key", .required, "is missing; PagerDuty knows the service by it")
    }
    // What is there and wrong is one violation already.
    if givesKey, format != .pagerduty, format != nil || !givesFormat {
      fields.refuse("routing_key", .conflict, "is only for the format pagerduty")
    }
    guard let name, let url else { return nil }
    self.name = name
    self.url = url
    self.format = format ?? .generic
  }
}

extension WebhookChange: JSONReadable {
  init?(from fields: inout FieldReader) {
    name = fields.optional("name", WebhookRules.name)
    url = fields.optional("url", WebhookURLRule())
    format = fields.optional("format", .oneOf(Webhook.Format.self))
    kinds = fields.wanted("kinds", each: WebhookKindRule())
    severities = fields.wanted("severities", each: .oneOf(Priority.self))
    enabled = fields.optional("enabled", .boolean)
    routingKey = fields.optional("routing_key", WebhookRules.routingKey)
    if fields.isEmpty { fields.refuse(.required, "must have at least one member") }
  }
}

extension FieldReader {
  /// A filter: an array of at least one word, or null for no filter (`.some(nil)`); nil where it is
  /// missing, or after a violation.
  fileprivate mutating func wanted<Rule: ValueRule>(
    _ name: String, each rule: Rule
  ) -> [Rule.Value]?? {
    guard let json = member(name) else { return nil }
    if json == .null { return .some(nil) }
    guard let words = optional(name, each: rule, atMost: 50) else { return nil }
    if words.isEmpty { refuse(name, .tooShort, "must have at least one element; null is all") }
    return words
  }
}
