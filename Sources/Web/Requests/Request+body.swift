import HTTPTypes
package import Hummingbird
import NIOCore

extension Request {
  /// How much a client may send: the longest description, each of its characters written as a pair
  /// of escapes, fits into 240,000 bytes.
  package static let maximalBody = 256 * 1024

  /// The value that the body describes: JSON with `content-type: application/json`, at most `limit`
  /// bytes. Throws the problems 400, 413, 415 and `InvalidInput` with every violation.
  package func read<Value: JSONReadable>(
    _ type: Value.Type = Value.self, limit: Int = maximalBody
  ) async throws -> Value {
    try await jsonBody(limit: limit).read(type)
  }

  /// The value that the body describes, or nil where there is no body. Throws as `read`.
  package func readIfPresent<Value: JSONReadable>(
    _ type: Value.Type = Value.self, limit: Int = maximalBody
  ) async throws -> Value? {
    try await jsonBody(limit: limit, mayBeEmpty: true).readIfPresent(type)
  }

  /// The body of a request that has nothing to say: none, or an object without members. Throws as
  /// `read`.
  package func emptyBody() async throws -> JSONBody {
    let body = try await jsonBody(mayBeEmpty: true)
    _ = try body.readIfPresent(NoMembers.self)
    return body
  }

  /// The body before it is read, for who needs its bytes as well. Throws the problems 413 and 415;
  /// an empty body needs no content type where it `mayBeEmpty`.
  package func jsonBody(
    limit: Int = maximalBody, mayBeEmpty: Bool = false
  ) async throws -> JSONBody {
    if let refusal = contentTypeRefusal, !mayBeEmpty { throw refusal }
    let bytes = try await collect(upTo: limit)
    if let refusal = contentTypeRefusal, bytes.readableBytes > 0 { throw refusal }
    return JSONBody(bytes: bytes)
  }

  /// Content-Length is refused before a byte is read; what comes in chunks, as soon as it is too
  /// much.
  private func collect(upTo limit: Int) async throws -> ByteBuffer {
    if let length = headers[.contentLength].flatMap(Int.init), length > limit {
      throw Problem.tooLarge(limit: limit)
    }
    do {
      return try await body.collect(upTo: limit)
    } catch is NIOTooManyBytesError {
      throw Problem.tooLarge(limit: limit)
    } catch is CancellationError {
      throw CancellationError()
    } catch is BodyIsLate {
      throw Problem(.requestTimeout, detail: "The body did not come in time.")
    } catch {
      // Only the connection's parser throws anything else: broken chunks, an early end.
      throw Problem(.malformedRequest, detail: "The body ended early or its chunks are broken.")
    }
  }

  /// What is wrong with the content type: it must be JSON in UTF-8, and not compressed.
  private var contentTypeRefusal: Problem? {
    guard let contentType = headers[.contentType] else {
      return .unsupportedMediaType("There is no Content-Type; send application/json.")
    }
    if contentType == "application/json", headers[.contentEncoding] == nil { return nil }
    var parts = contentType.split(separator: ";", omittingEmptySubsequences: false).map {
      $0.trimmingSpaces().lowercased()
    }
    let type = parts.removeFirst()
    guard type == "application/json" || (type.hasPrefix("application/") && type.hasSuffix("+json"))
    else { return .unsupportedMediaType("The Content-Type must be application/json.") }
    for part in parts where part.hasPrefix("charset=") {
      if !["utf-8", "\"utf-8\""].contains(part.dropFirst("charset=".count)) {
        return .unsupportedMediaType("JSON is UTF-8; the Content-Type names another charset.")
      }
    }
    if let encoding = headers[.contentEncoding], encoding.lowercased() != "identity" {
      return .unsupportedMediaType("The body must not be compressed.")
    }
    return nil
  }
}

/// An object without members.
private struct NoMembers: JSONReadable {
  init?(from fields: inout FieldReader) {}
}
