import Domain
import Web

extension Operation {
  static let listSLACalendars: Operation = Operation(
    "list_sla_calendars", "List the versions of calendars, newest first", needs: .readPolicies,
    tag: "sla",
    parameters: Parameter.page,
    answers: versionPage(of: .slaCalendar, "SLACalendar"))

  static let publishSLACalendar: Operation = Operation(
    "publish_sla_calendar", "Publish a version of a calendar", needs: .publishPolicies, tag: "sla",
    description: """
      Nothing changes a version. Policies name the version that they count by, so a newer one is \
      in use once a newer version of the policy names it.
      """,
    parameters: [.idempotencyKey],
    body: .json(.newSLACalendar, examples: [.init("london", calendarExample)]),
    answers: publishedVersion(.slaCalendar, readBy: "read_sla_calendar"))

  static let readSLACalendar: Operation = read(
    SLACalendarVersion.self, "read_sla_calendar", .slaCalendar, tag: "sla")

  static let listSLAPolicies: Operation = Operation(
    "list_sla_policies", "List the versions of policies, newest first", needs: .readPolicies,
    tag: "sla",
    parameters: Parameter.page,
    answers: versionPage(of: .slaPolicy, "SLAPolicy"))

  static let publishSLAPolicy: Operation = Operation(
    "publish_sla_policy", "Publish a version of a policy", needs: .publishPolicies, tag: "sla",
    description: """
      It takes the place of the version before that has the same name, from `effective_from` on, \
      and for clocks that start from then on. Without a target it ends the policy. Of several \
      policies that fit, the one of the lowest rank applies, then the first name.
      """,
    parameters: [.idempotencyKey],
    body: .json(.newSLAPolicy, examples: [.init("high", policyExample)]),
    answers: publishedVersion(.slaPolicy, readBy: "read_sla_policy"))

  static let readSLAPolicy: Operation = read(
    SLAPolicyVersion.self, "read_sla_policy", .slaPolicy, tag: "sla")

  private static let calendarExample: OrderedJSON = .object([
    .init("name", "London desk"), .init("zone", "Europe/London"),
    .init("windows", .array(["mon-fri 09:00-17:00"])),
    .init("holidays", .array(["2026-12-25"])), .init("note", "The first one"),
  ])

  private static let policyExample: OrderedJSON = .object([
    .init("name", "High tickets"), .init("subject", "ticket"),
    .init("priorities", .array(["high"])), .init("calendar", 1), .init("first_response", 3600),
    .init("resolution", 28800), .init("paused_in", .array(["waiting"])),
    .init("note", "The first one"),
  ])
}

extension Schema {
  private static let calendarMembers: [Schema.Property] = [
    .required("name", .text(TextRule.slaName.length)),
    .required("zone", Schema.string().describedAs("`UTC` or an IANA name.")),
    .required("windows", windows),
  ]

  private static let windows: Schema = Schema.array(
    of: .string(
      pattern: "^(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?"
        + " ([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$")
  ).atLeast(elements: 1).atMost(elements: 100)

  private static let holidays: Schema = Schema.array(of: .string(format: "date"))
    .atMost(elements: 1_000)

  /// A calendar as it is posted.
  fileprivate static let newSLACalendar: Schema = Schema.object(
    calendarMembers + [
      .optional("holidays", holidays),
      .required("note", .text(TextRule.note.length)),
    ]
  ).named("NewSLACalendar")

  /// A version of a calendar.
  fileprivate static let slaCalendar: Schema = Schema.object(
    [.required("version", .identifier)] + calendarMembers + [
      .required("holidays", holidays),
      .required("note", .text(TextRule.note.length)),
      .required("created_at", .timestamp),
    ]
  ).named("SLACalendar")

  private static let target: Schema = Schema.integer(SLAPolicyDraft.targets)
    .describedAs("Seconds of counted time.")
  private static let priorities: Schema = Schema.array(of: .enumeration(Priority.self))
    .atLeast(elements: 1)
    .atMost(elements: 3)
  private static let categories: Schema = Schema.array(of: .enumeration(Category.self))
    .atLeast(elements: 1)
    .atMost(elements: 4)
  private static let pausedIn: Schema = Schema.array(
    of: .enumeration(SLAPolicyDraft.OpenStatus.self)
  ).atMost(elements: 4)

  /// A policy as it is posted.
  fileprivate static let newSLAPolicy: Schema = Schema.object([
    .required("name", .text(TextRule.slaName.length)),
    .required("subject", .enumeration(SLASubject.Kind.self)),
    .optional("priorities", priorities),
    .optional("categories", categories),
    .optional("rank", Schema.integer(SLAPolicyDraft.ranks).defaulting(to: 100)),
    .required("calendar", .integer(SLAPolicyDraft.calendars)),
    .optional("first_response", target),
    .optional("acknowledgement", target),
    .optional("resolution", target),
    .optional("paused_in", pausedIn),
    .optional(
      "effective_from",
      Schema.timestamp.describedAs("Not in the past; from the publication on where left out.")),
    .required("note", .text(TextRule.note.length)),
  ]).named("NewSLAPolicy")

  /// A version of a policy.
  fileprivate static let slaPolicy: Schema = Schema.object([
    .required("version", .identifier),
    .required("name", .text(TextRule.slaName.length)),
    .required("subject", .enumeration(SLASubject.Kind.self)),
    .required("priorities", priorities.nullable),
    .required("categories", categories.nullable),
    .required("rank", .integer(SLAPolicyDraft.ranks)),
    .required("calendar", .integer(SLAPolicyDraft.calendars)),
    .required("first_response", Schema.number.nullable),
    .required("acknowledgement", Schema.number.nullable),
    .required("resolution", Schema.number.nullable),
    .required("paused_in", pausedIn),
    .required("effective_from", .timestamp),
    .required("note", .text(TextRule.note.length)),
    .required("created_at", .timestamp),
  ]).named("SLAPolicy")
}
