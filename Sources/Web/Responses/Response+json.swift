package import HTTPTypes
package import Hummingbird

extension Response {
  /// An answer whose body is `value` as JSON.
  package static func json<Value: JSONWritable>(
    _ status: HTTPResponse.Status, _ value: Value, headers: HTTPFields = [:],
    contentType: String = "application/json"
  ) -> Response {
    var json = JSONWriter()
    value.write(to: &json)
    var headers = headers
    headers[.contentType] = contentType
    return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: json.buffer))
  }

  /// An answer whose body is the resource `value` at the version of `etag`: 304 without a body
  /// where a GET or HEAD says by If-None-Match that it has this version, otherwise `status`.
  package static func json<Value: JSONWritable>(
    _ status: HTTPResponse.Status, _ value: Value, etag: ETag, for request: Request,
    headers: HTTPFields = [:]
  ) throws -> Response {
    var headers = headers
    headers[.eTag] = etag.description
    let isRead = request.method == .get || request.method == .head
    guard try isRead && request.ifNoneMatch()?.contains(etag, comparison: .weak) == true else {
      return .json(status, value, headers: headers)
    }
    var response = Response(status: .notModified, headers: headers)
    // A 304 has no content, but Content-Length would speak of the content of the 200.
    response.headers[.contentLength] = nil
    return response
  }
}
