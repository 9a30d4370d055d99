import Domain
import HTTPTypes
package import Hummingbird

extension Request {
  /// The key by which a repeated request is known; nil where the client gives none. Throws
  /// `InvalidInput` where it is malformed or given twice.
  package func idempotencyKey() throws -> IdempotencyKey? {
    let fields = headers[values: .idempotencyKey]
    guard let field = fields.first else { return nil }
    do {
      if fields.count > 1 {
        throw Violation(
          pointer: "Idempotency-Key", code: .conflict, detail: "is given \(fields.count) times")
      }
      return try IdempotencyKey(field: field)
    } catch let violation as Violation {
      throw InvalidInput(violation)
    }
  }

  /// Throws the problem 400 where there is a key, for a request whose answer must not be kept;
  /// `reason` tells clients why, in a sentence.
  package func refuseIdempotencyKey(_ reason: String) throws {
    guard headers[.idempotencyKey] == nil else { throw Problem.keyNotAllowed(reason) }
  }
}
