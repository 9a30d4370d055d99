package import Domain
package import Web

extension TicketDraft: JSONReadable {
  package init?(from fields: inout FieldReader) {
    let title = fields.required("title", .title)
    let description = fields.required("description", .description)
    let requester = fields.nullable("requester", .requester)
    let assignee = fields.nullable("assignee", .actor)
    let source = fields.nullable("source", .tag)
    let tags = fields.optional("tags", each: .tag, atMost: Tags.limit)
    guard let title, let description else { return nil }
    self.init(
      title: title, description: description, requester: requester ?? nil,
      assignee: assignee ?? nil, source: source ?? nil, tags: Tags(tags ?? []))
  }
}
