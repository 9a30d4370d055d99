import Domain
package import NIOCore

/// The body of a request that claims to be JSON: its bytes, not yet read.
package struct JSONBody {
  /// What was sent, for a fingerprint of the request. Empty where nothing was.
  package let bytes: ByteBuffer

  /// The value that the body describes. Throws `MalformedJSON`, and `InvalidInput` with every
  /// violation.
  package func read<Value: JSONReadable>(_ type: Value.Type = Value.self) throws -> Value {
    guard case .object(let members) = try JSONParser.parse(bytes) else {
      throw InvalidInput(
        Violation(pointer: "#", code: .wrongType, detail: "must be an object"))
    }
    var fields = FieldReader(members)
    let value = Value(from: &fields)
    if let invalid = InvalidInput(fields.allViolations()) { throw invalid }
    guard let value else { throw ReadableFault(type: "\(type)") }
    return value
  }

  /// The value that the body describes, or nil where nothing was sent. Throws as `read`.
  package func readIfPresent<Value: JSONReadable>(_ type: Value.Type = Value.self) throws -> Value?
  {
    bytes.readableBytes == 0 ? nil : try read(type)
  }
}
