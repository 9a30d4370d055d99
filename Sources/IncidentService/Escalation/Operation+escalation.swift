import Domain
import Web

extension Operation {
  static let listEscalationPolicies: Operation = Operation(
    "list_escalation_policies", "List the versions of escalation policies, newest first",
    needs: .readPolicies, tag: "escalation", parameters: Parameter.page,
    answers: versionPage(of: .escalationPolicy, "EscalationPolicy"))

  static let publishEscalationPolicy: Operation = Operation(
    "publish_escalation_policy", "Publish a version of an escalation policy",
    needs: .publishPolicies, tag: "escalation",
    description: """
      A version is never changed: a change is a new one under the same `name`, and one without \
      steps ends the policy. It is for incidents that are opened or reopened from `effective_from` \
      on; the others keep the version that they were opened with.
      """,
    parameters: [.idempotencyKey],
    body: .json(.escalationPolicyDraft, examples: [.init("twice", example)]),
    answers: publishedVersion(.escalationPolicy, readBy: "read_escalation_policy"))

  static let readEscalationPolicy: Operation = read(
    EscalationPolicy.self, "read_escalation_policy", .escalationPolicy, tag: "escalation")

  static let readEscalation: Operation = Operation(
    "read_escalation", "Read who was told about it, and what comes next", needs: .readIncidents,
    tag: "incidents",
    description: """
      Of an incident that was reopened, since then. 404 also where no policy applied to the \
      incident when it was opened.
      """,
    parameters: [.id], answers: [.json(200, "How far it has come.", .escalationRun)])

  private static let example: OrderedJSON = .object([
    .init("name", "High incidents"),
    .init("severities", .array(["high"])),
    .init(
      "steps",
      .array([
        .object([.init("delay_seconds", 0), .init("tell", .array(["on-call"]))]),
        .object([.init("delay_seconds", 300), .init("tell", .array(["on-call", "boss"]))]),
      ])),
    .init("repeats", 2),
    .init("pause_seconds", 600),
    .init("note", "The first one"),
  ])
}

extension Schema {
  private static let severities: Schema = Schema.array(of: .enumeration(Priority.self))
    .atLeast(elements: 1)
    .atMost(elements: Priority.allCases.count).nullable
    .describedAs("Of the incidents that it is for; null: any.")

  private static let rank: Schema = Schema.integer(EscalationPolicyDraft.ranks)
    .defaulting(to: .integer(EscalationPolicyDraft.defaultRank))
    .describedAs("Of several policies that fit, the one of the lowest rank applies, then the name.")

  private static let steps: Schema = Schema.array(
    of: Schema.object([
      .required(
        "delay_seconds",
        Schema.integer(EscalationStep.delays(isFirst: true))
          .describedAs(
            "Since the step before, at least 1; of the first, since the round began, also 0.")),
      .required(
        "tell",
        Schema.array(of: .string(TagRule.length, pattern: "^[-a-z0-9_.:]+$"))
          .atMost(elements: EscalationStep.targets.upperBound)
          .describedAs("Whom to tell; at least one.")),
    ]).named("EscalationStep")
  ).atMost(elements: EscalationPolicyDraft.steps.upperBound)

  private static let repeats: Schema = Schema.integer(EscalationPolicyDraft.repeats)
    .defaulting(to: 0).describedAs("How often the round is begun again.")

  private static let pause: Schema = Schema.integer(EscalationPolicyDraft.pauses)
    .defaulting(to: .integer(EscalationPolicyDraft.defaultPause))
    .describedAs("From the last step of a round to the next round, or to the end.")

  /// A version of an escalation policy.
  static let escalationPolicy: Schema = Schema.object([
    .required("version", .identifier),
    .required("name", .string(EscalationPolicyDraft.name.length)),
    .required("severities", severities),
    .required("rank", rank),
    .required("steps", steps),
    .required("repeats", repeats),
    .required("pause_seconds", pause),
    .required("note", .string(TextRule.note.length)),
    .required("effective_from", .timestamp),
    .required("created_at", .timestamp),
  ]).named("EscalationPolicy")

  /// What is posted.
  fileprivate static let escalationPolicyDraft: Schema = Schema.object([
    .required("name", .text(EscalationPolicyDraft.name.length)),
    .optional("severities", severities),
    .optional("rank", rank),
    .required("steps", steps),
    .optional("repeats", repeats),
    .optional("pause_seconds", pause),
    .required("note", .text(TextRule.note.length)),
    .optional("effective_from", .timestamp),
  ]).named("EscalationPolicyDraft")

  /// How far the telling about an incident has come.
  fileprivate static let escalationRun: Schema = Schema.object([
    .required("incident_id", .identifier),
    .required("policy", Schema.identifier.describedAs("The version, kept from the start on.")),
    .required("state", .enumeration(EscalationRun.State.self)),
    .required("round", .identifier),
    .required(
      "step", Schema.identifier.nullable.describedAs("The next one; null: there is none left.")),
    .required(
      "due_at",
      Schema.timestamp.nullable
        .describedAs("When the next step is due, or, after the last one, the end.")),
    .required("started_at", .timestamp),
    .required("ended_at", Schema.timestamp.nullable),
    .required(
      "ended_by",
      Schema.enumeration(["acknowledged", "resolved", "closed", "merged", "exhausted"]).nullable),
    .required(
      "told",
      .array(
        of: .object([
          .required("at", .timestamp),
          .required("round", .identifier),
          .required("step", .identifier),
          .required("tell", .array(of: .string())),
        ]))),
  ]).named("EscalationRun")
}
