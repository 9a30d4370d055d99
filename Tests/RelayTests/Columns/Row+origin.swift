import Domain
import Postgres

extension Row {
  /// Reads the three columns actor, request_id, traceparent.
  mutating func nextOrigin() throws(ColumnMismatch) -> Origin {
    let actor: String = try next()
    let requestID: String? = try next()
    let traceParent: String? = try next()
    return Origin(
      actor: actor, requestID: requestID,
      traceParent: traceParent.flatMap(TraceParent.init(header:)))
  }
}
