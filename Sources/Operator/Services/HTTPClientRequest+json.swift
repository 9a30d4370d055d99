import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

extension HTTPClientRequest {
  /// A request by a token, with a body that has the same bytes each time: else it would be another
  /// one under the same key.
  static func json(
    _ method: HTTPMethod, _ url: String, token: String, _ body: some Encodable
  ) throws -> HTTPClientRequest {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return json(method, url, token: token, text: try encoder.encode(body))
  }

  /// A request by a token, with a body that is JSON already.
  static func json(
    _ method: HTTPMethod, _ url: String, token: String, text: Data
  ) -> HTTPClientRequest {
    var request = HTTPClientRequest(url: url)
    request.method = method
    request.headers.add(name: "Authorization", value: "Bearer \(token)")
    request.headers.add(name: "Content-Type", value: "application/json")
    request.body = .bytes(ByteBuffer(bytes: text))
    return request
  }
}
