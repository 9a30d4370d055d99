import Domain
import Web

extension Operation {
  static let listEscalationRules: Operation = Operation(
    "list_escalation_rules", "List the versions of escalation rules, newest first",
    needs: .readPolicies, tag: "escalation", parameters: Parameter.page,
    answers: versionPage(of: .escalationRule, "EscalationRule"))

  static let publishEscalationRule: Operation = Operation(
    "publish_escalation_rule", "Say which tickets become incidents",
    needs: .publishPolicies, tag: "escalation",
    description: """
      A version of a rule: from `effective_from` on it takes the place of the one before that has \
      the same `name`. Every condition that is given must hold. Without `breaches` and `several` \
      it is about a ticket that comes in, or is changed so that the rule fits; with `breaches`, \
      about one of which an SLA promise is broken; with `several`, about so many within \
      `within_seconds`, of which the newest becomes the incident. Of several rules the one applies \
      that makes the most severe incident.
      """,
    parameters: [.idempotencyKey],
    body: .json(.escalationRuleDraft, examples: [.init("monitoring", example)]),
    answers: publishedVersion(.escalationRule, readBy: "read_escalation_rule"))

  static let readEscalationRule: Operation = read(
    EscalationRuleVersion.self, "read_escalation_rule", .escalationRule, tag: "escalation")

  private static let example: OrderedJSON = .object([
    .init("name", "Network alarms"), .init("categories", .array(["network"])),
    .init("sources", .array(["monitoring"])), .init("several", 5), .init("within_seconds", 600),
    .init("severity", "high"), .init("note", "The first one"),
  ])
}

extension Schema {
  private static let kind: [Property] = [
    .optional("priorities", anyOf(.enumeration(Priority.self), 3)),
    .optional("categories", anyOf(.enumeration(Category.self), 4)),
    .optional(
      "terms",
      anyOf(.text(EscalationRuleDraft.term.length), EscalationRuleDraft.termLimit)
        .describedAs("Triage found one of them; as the ruleset writes them.")),
    .optional(
      "sources",
      anyOf(.string(TagRule.length, pattern: "^[a-z0-9_.:-]+$"), EscalationRuleDraft.sourceLimit)),
    .optional("breaches", anyOf(.enumeration(SLAMetric.self), 3)),
    .optional("several", Schema.integer(EscalationRuleDraft.several).nullable),
    .optional("within_seconds", Schema.integer(EscalationRuleDraft.windows).nullable),
    .optional(
      "severity",
      Schema.enumeration(Priority.self).nullable.describedAs("Null: the ticket's priority.")),
  ]

  private static func anyOf(_ element: Schema, _ limit: Int) -> Schema {
    Schema.array(of: element).atLeast(elements: 1).atMost(elements: limit).nullable
  }

  private static let enabled: Schema = Schema.boolean.defaulting(to: true)
    .describedAs("False: the version switches the rule off.")

  /// A version of an escalation rule.
  fileprivate static let escalationRule: Schema = Schema.object(
    [
      .required("version", .identifier),
      .required("name", .string(EscalationRuleDraft.name.length)),
      .required("enabled", enabled),
    ] + kind.map { .required($0.name, $0.schema) } + [
      .required("note", .string(TextRule.note.length)),
      .required("effective_from", .timestamp),
      .required("created_at", .timestamp),
    ]
  ).named("EscalationRule")

  /// What is posted.
  fileprivate static let escalationRuleDraft: Schema = Schema.object(
    [
      .required("name", .text(EscalationRuleDraft.name.length)),
      .optional("enabled", enabled),
    ] + kind + [
      .required("note", .text(TextRule.note.length)),
      .optional("effective_from", .timestamp),
    ]
  ).named("EscalationRuleDraft")
}
