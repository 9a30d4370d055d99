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
    .required("created_at", .timestamp),
    .required("updated_at", .timestamp),
  ]).named("Incident")
}
