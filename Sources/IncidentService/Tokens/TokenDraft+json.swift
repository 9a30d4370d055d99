package import Access
import Domain
package import Web

extension TokenDraft: JSONReadable {
  /// Reads `name`, `role` and `expires_in`, in seconds.
  package init?(from fields: inout FieldReader) {
    let name = fields.required("name", .actor)
    let role = fields.required("role", .oneOf(Role.self))
    let seconds = fields.nullable("expires_in", .integer(Self.seconds)) ?? nil
    guard let name, let role else { return nil }
    self.init(name: name, role: role, lifetime: seconds.map { .seconds($0) })
  }
}
