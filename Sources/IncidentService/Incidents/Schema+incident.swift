import Domain
import Web

extension Schema {
  /// An incident as every answer has it.
  static let incident: Schema = Schema.object([
    .required("id", .identifier),
    .required("ticket_id", .identifier),
    .required("title", .string(TextRule.title.length)),
    .required("description", .string(TextRule.description.length)),
    .required("severity", .enumeration(Priority.self)),
    .required("status", .enumeration(IncidentStatus.self)),
    .required("assignee", Schema.string().nullable),
    .required("acknowledged_at", Schema.timestamp.nullable),
    .required("resolved_at", Schema.timestamp.nullable),
    .required(
      "merged_into", Schema.identifier.nullable.describedAs("The incident that survived a merge.")),
    .required(
      "rule",
      Schema.identifier.nullable
        .describedAs("The version of the escalation rule that opened it; null: by hand.")),
    .required("created_at", .timestamp),
    .required("updated_at", .timestamp),
  ]).named("Incident")

  /// What is patched: any of these, a severity and its reason together.
  static let incidentChange: Schema = Schema.object([
    .optional("title", .text(TextRule.title.length)),
    .optional("description", .text(TextRule.description.length)),
    .optional("severity", .enumeration(Priority.self)),
    .optional("reason", .text(TextRule.note.length)),
    .optional("status", .enumeration(IncidentChange.End.self)),
  ]).atLeast(members: 1).together(["severity", "reason"]).named("IncidentChange")

  /// Who is to work on an incident.
  static let assignment: Schema = Schema.object([
    .required("assignee", Schema.text(TextRule.actor.length).nullable)
  ]).named("Assignment")

  /// What becomes of the tickets of an incident that is resolved.
  static let resolution: Schema = Schema.object([
    .optional("resolve_tickets", Schema.boolean)
  ]).named("Resolution")

  /// What there is to say about an incident.
  static let note: Schema = Schema.object([
    .required("note", .text(TextRule.note.length))
  ]).named("Note")
}
