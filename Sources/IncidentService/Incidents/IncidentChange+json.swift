package import Domain
package import Web

extension IncidentChange: JSONReadable {
  package init?(from fields: inout FieldReader) {
    let title = fields.optional("title", .title)
    let description = fields.optional("description", .description)
    let severity = fields.optional("severity", .oneOf(Priority.self))
    let reason = fields.optional("reason", .note)
    let end = fields.optional("status", .oneOf(End.self))
    // What is there and wrong is one violation already.
    let givesSeverity = fields.member("severity") != nil
    let givesReason = fields.member("reason") != nil
    if givesSeverity, !givesReason {
      fields.refuse("reason", .required, "is missing; a severity is changed for a reason")
    }
    if givesReason, !givesSeverity {
      fields.refuse("severity", .required, "is missing; a reason is that of a severity")
    }
    if fields.isEmpty { fields.refuse(.required, "must have at least one member") }
    self.init(
      title: title, description: description, severity: severity, reason: reason,
      closes: end == .closed)
  }

  /// The one status that is given like any other member. The others have routes of their own.
  enum End: String, CaseIterable {
    case closed
  }
}
