import Domain
import Web

extension Incident {
  /// Writes the members that differ from another state of the incident, as they are in this one.
  func writeMembers(unlike other: Incident, to json: inout JSONWriter) {
    if title != other.title { json.field("title", title) }
    if description != other.description { json.field("description", description) }
    if severity != other.severity { json.field("severity", severity) }
    if status != other.status { json.field("status", status) }
    if assignee != other.assignee { json.field("assignee", assignee) }
    if acknowledgedAt != other.acknowledgedAt { json.field("acknowledged_at", acknowledgedAt) }
    if resolvedAt != other.resolvedAt { json.field("resolved_at", resolvedAt) }
    if mergedInto != other.mergedInto { json.field("merged_into", mergedInto) }
    if createdAt != other.createdAt { json.field("created_at", createdAt) }
  }
}
