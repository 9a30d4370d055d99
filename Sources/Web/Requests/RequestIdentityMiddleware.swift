package import Domain
import HTTPTypes
package import Hummingbird
import Logging

/// Gives every request an id and a place in a trace: the client's where it sends good ones, new
/// ones otherwise. Both are in the context's origin and in every line of the log; the id is in the
/// answer. The origin has the client's address, too.
package struct RequestIdentityMiddleware: RouterMiddleware {
  package typealias Context = DeskContext

  private let trustedProxies: [IPNetwork]

  /// - Parameter trustedProxies: Whose word is taken for where a request comes from.
  package init(trustedProxies: [IPNetwork] = []) {
    self.trustedProxies = trustedProxies
  }

  package func handle(
    _ request: Request, context: DeskContext,
    next: @concurrent (Request, DeskContext) async throws -> Response
  ) async throws -> Response {
    // The caller's own span stays the parent: nobody here records spans, and one that was never
    // recorded would break the chain in the caller's tool.
    var numbers = RequestNumbers()
    let trace =
      request.headers[.traceParent].flatMap(TraceParent.init(header:)) ?? .random(using: &numbers)
    let id = request.headers[.requestID].flatMap(Self.accepted) ?? Self.makeID()
    var context = context
    context.origin = Origin(
      actor: context.origin.actor, requestID: id, traceParent: trace,
      address: ClientAddress.find(
        peer: context.peer, forwardedFor: request.headers[.forwardedFor], trusting: trustedProxies))
    context.logger[metadataKey: "hb.request.id"] = nil
    context.logger[metadataKey: "request_id"] = "\(id)"
    context.logger[metadataKey: "trace_id"] = "\(trace.traceIDText)"
    var response = try await withLogger(context.logger) { [context] _ in
      try await next(request, context)
    }
    response.headers[.requestID] = id
    return response
  }

  /// An id that is safe in logs, SQL and headers: 1 to 128 of `A-Z a-z 0-9 . _ -`, and no token, of
  /// ours or in JSON, that was put in the wrong field.
  private static func accepted(_ id: String) -> String? {
    let isSafe =
      (1...128).contains(id.utf8.count) && !id.hasPrefix("fl_") && !id.hasPrefix("eyJ")
      && id.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
          UInt8(ascii: "-"):
          true
        default: false
        }
      }
    return isSafe ? id : nil
  }

  /// 26 characters of 128 random bits.
  static func makeID() -> String {
    var numbers = RequestNumbers()
    var bits = UInt128.random(in: 0 ... .max, using: &numbers)
    return String(unsafeUninitializedCapacity: 26) { buffer in
      for index in 0..<26 {
        let digit = UInt8(truncatingIfNeeded: bits & 31)
        buffer[index] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
        bits >>= 5
      }
      return 26
    }
  }
}
