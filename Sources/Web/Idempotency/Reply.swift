package import HTTPTypes
package import Hummingbird
package import NIOCore

/// A whole answer, small enough to be kept and given again.
package struct Reply: Sendable, ResponseGenerator {
  package let status: HTTPResponse.Status
  /// The fields that belong to the answer: `Location`, `ETag`. Content-Type is always JSON.
  package let headers: HTTPFields
  /// A JSON document.
  package let body: ByteBuffer

  package init(_ status: HTTPResponse.Status, headers: HTTPFields = [:], body: ByteBuffer) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// An answer whose body is `value`.
  package static func json<Value: JSONWritable>(
    _ status: HTTPResponse.Status, _ value: Value, etag: ETag? = nil, location: String? = nil
  ) -> Reply {
    var headers = HTTPFields()
    headers[.eTag] = etag?.description
    headers[.location] = location
    var json = JSONWriter()
    value.write(to: &json)
    return Reply(status, headers: headers, body: json.buffer)
  }

  /// The same answer, to a request that was answered before.
  package var replayed: Reply {
    var headers = headers
    headers[.idempotencyReplayed] = "true"
    return Reply(status, headers: headers, body: body)
  }

  package func response(from request: Request, context: some RequestContext) -> Response {
    var headers = headers
    headers[.contentType] = "application/json"
    return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: body))
  }
}
