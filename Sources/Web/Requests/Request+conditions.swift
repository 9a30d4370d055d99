import Domain
import HTTPTypes
package import Hummingbird

extension Request {
  /// What the client expects of the version that it changes; nil where it expects nothing. Throws
  /// `InvalidInput` where If-Match is malformed.
  package func ifMatch() throws -> ETagCondition? { try condition(.ifMatch) }

  /// Which versions the client has already; nil where it does not say. Throws `InvalidInput` where
  /// If-None-Match is malformed.
  package func ifNoneMatch() throws -> ETagCondition? { try condition(.ifNoneMatch) }

  private func condition(_ name: HTTPField.Name) throws -> ETagCondition? {
    guard let field = headers[name] else { return nil }
    if let condition = ETagCondition(field: field) { return condition }
    throw InvalidInput(
      Violation(
        pointer: name.rawName, code: .invalidFormat,
        detail: "must be * or a list of entity tags, each in double quotes"))
  }
}
