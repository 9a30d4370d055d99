package import Domain
import Postgres
package import Web

extension Ticket: JSONObjectWritable {
  /// Writes the members without the braces.
  package func writeMembers(to json: inout JSONWriter) {
    json.field("id", id)
    json.field("title", title)
    json.field("description", description)
    json.field("category", category)
    json.field("priority", priority)
    json.field("status", status)
    json.field("requester", requester)
    json.field("assignee", assignee)
    json.field("source", source)
    json.field("tags", tags)
    json.field("triage", triage)
    json.field("created_at", createdAt)
    json.field("updated_at", updatedAt)
  }
}

extension Triage: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("decided_by", decidedBy)
      json.field("ruleset", ruleset)
      json.field("matched", matched)
    }
  }
}

extension TermMatch: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("term", term)
      json.field("field", field)
      json.field("offset", offset)
    }
  }
}
