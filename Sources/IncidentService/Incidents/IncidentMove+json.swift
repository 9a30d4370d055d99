import Domain
import Web

/// Who is to work on an incident, as it is posted.
struct Assignment: JSONReadable {
  let assignee: String?

  init?(from fields: inout FieldReader) {
    guard let assignee = fields.requiredOrNull("assignee", .actor) else { return nil }
    self.assignee = assignee
  }
}

/// What there is to say about an incident, as it is posted.
struct Note: JSONReadable {
  let text: String

  init?(from fields: inout FieldReader) {
    guard let text = fields.required("note", .note) else { return nil }
    self.text = text
  }
}

/// That the trouble is over, as it is posted.
struct Resolution: JSONReadable {
  /// Whether the tickets are to be resolved, too; nil: as the policy says.
  let tickets: Bool?

  init?(from fields: inout FieldReader) {
    tickets = fields.optional("resolve_tickets", .boolean)
  }
}

extension IncidentMove {
  /// Reads the body of `POST /incidents/{id}/assign`.
  static func assign(_ body: JSONBody) throws -> IncidentMove {
    .assign(to: try body.read(Assignment.self).assignee)
  }

  /// Reads the body of `POST /incidents/{id}/notes`.
  static func note(_ body: JSONBody) throws -> IncidentMove {
    .note(try body.read(Note.self).text)
  }
}
