package import Domain
package import Web

extension TicketChange: JSONReadable {
  package init?(from fields: inout FieldReader) {
    self.init(
      title: fields.optional("title", .title),
      description: fields.optional("description", .description),
      category: fields.optional("category", .oneOf(Category.self)),
      priority: fields.optional("priority", .oneOf(Priority.self)),
      status: fields.optional("status", .oneOf(TicketStatus.self)),
      requester: fields.nullable("requester", .requester),
      assignee: fields.nullable("assignee", .actor),
      source: fields.nullable("source", .tag),
      tags: fields.optional("tags", each: .tag, atMost: Tags.limit).map { Tags($0) })
    if fields.isEmpty { fields.refuse(.required, "must have at least one member") }
  }
}
