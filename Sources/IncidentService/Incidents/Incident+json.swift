package import Domain
import Postgres
package import Web

extension Incident: JSONObjectWritable {
  /// Writes the members without the braces.
  package func writeMembers(to json: inout JSONWriter) {
    json.field("id", id)
    json.field("ticket_id", ticketID)
    json.field("title", title)
    json.field("description", description)
    json.field("severity", severity)
    json.field("status", status)
    json.field("assignee", assignee)
    json.field("acknowledged_at", acknowledgedAt)
    json.field("resolved_at", resolvedAt)
    json.field("merged_into", mergedInto)
    json.field("rule", rule)
    json.field("created_at", createdAt)
    json.field("updated_at", updatedAt)
  }
}
