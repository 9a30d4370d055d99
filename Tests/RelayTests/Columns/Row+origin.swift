import Domain
import Postgres

extension Row {
  /// Reads the four columns actor, request_id, traceparent, address; the last as text.
  mutating func nextOrigin() throws(ColumnMismatch) -> Origin {
    let actor: String = try next()
    let requestID: String? = try next()
    let traceParent: String? = try next()
    let address: String? = try next()
    return Origin(
      actor: actor, requestID: requestID,
      traceParent: traceParent.flatMap(TraceParent.init(header:)),
      address: address.flatMap { IPAddress($0) })
  }
}
