package import Domain
package import Web

extension TicketDraft: JSONReadable {
  package init?(from fields: inout FieldReader) {
    let title = fields.required("title", .title)
    let description = fields.required("description", .description)
    guard let title, let description else { return nil }
    self.init(title: title, description: description)
  }
}
