package import Domain

extension Operation {
  /// Reading the clocks of a ticket or an incident; `noun` is what it is, `right` what it takes.
  package static func readSLA(of noun: String, needs right: Right) -> Operation {
    Operation(
      "read_sla", "Read the SLA clocks of \(noun)", needs: right, tag: "sla",
      description: """
        One clock for each promise, as it stands now. The events of the ledger reach the clocks \
        within a second as a rule, and each counts from the instant at which it happened.
        """,
      parameters: [.id], answers: [.json(200, "The clocks.", clocks(.slaClock, "SLAClocks"))])
  }

  /// The same with the working.
  package static func explainSLA(of noun: String, needs right: Right) -> Operation {
    Operation(
      "explain_sla", "Read the SLA clocks of \(noun) with their working", needs: right,
      tag: "sla",
      description: "The very intervals that were counted, and the due time under each rule.",
      parameters: [.id],
      answers: [.json(200, "The clocks.", clocks(.slaExplanation, "SLAExplanations"))])
  }

  private static func clocks(_ element: Schema, _ name: String) -> Schema {
    Schema.object([.required("clocks", .array(of: element))]).named(name)
  }
}

extension Schema {
  private static let slaClockMembers: [Schema.Property] = [
    .required("metric", .enumeration(SLAMetric.self)),
    .required("state", .enumeration(SLAState.self)),
    .required("policy", Schema.identifier.describedAs("The version that promised it.")),
    .required("target", Schema.number.describedAs("Counted seconds that it may take.")),
    .required("elapsed", Schema.number.describedAs("Seconds that have been counted.")),
    .required("remaining", Schema.number.describedAs("Target less elapsed; negative when late.")),
    .required("started_at", .timestamp),
    .required("stopped_at", Schema.timestamp.nullable),
    .required(
      "due_at", Schema.timestamp.nullable.describedAs("Null while the clock is paused, or never.")),
    .required(
      "breached_at", Schema.timestamp.nullable.describedAs("The due time, once it has passed.")),
    .required("breach_noticed_at", Schema.timestamp.nullable),
  ]

  /// A clock as every answer has it.
  package static let slaClock: Schema = Schema.object(slaClockMembers).named("SLAClock")

  /// A clock with its working.
  package static let slaExplanation: Schema = Schema.object(
    slaClockMembers + [
      .required("calendar", Schema.identifier.describedAs("The version of the calendar.")),
      .required("zone", .string()),
      .required(
        "due_by",
        Schema.object([
          .required("all_time", Schema.timestamp.describedAs("If all time counted.")),
          .required(
            "calendar", Schema.timestamp.nullable.describedAs("Without pauses and reopenings.")),
          .required(
            "calendar_and_pauses", Schema.timestamp.nullable.describedAs("The one that holds.")),
        ])),
      .required("intervals", .array(of: slaInterval)),
    ]
  ).named("SLAExplanation")

  private static let slaInterval: Schema = Schema.object([
    .required("starts_at", .timestamp),
    .required("ends_at", .timestamp),
    .required("elapsed", Schema.number.describedAs("Seconds counted by its end, from the start.")),
  ]).named("SLAInterval")
}
