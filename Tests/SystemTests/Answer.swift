import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import ServiceTesting

/// What a service says to one request.
struct Answer: Equatable, Sendable {
  let status: Int
  let body: String

  /// Sends a request, once: an admin's, and JSON, unless the header says otherwise.
  static func to(
    _ method: HTTPMethod, _ path: String, json: String? = nil, key: String? = nil,
    headers: HTTPHeaders = [:], at service: RunningProgram
  ) async throws -> Answer {
    var request = HTTPClientRequest(url: service.url + path)
    request.method = method
    request.headers = headers
    request.add("Authorization", Caller.admin.authorization)
    if let json {
      request.add("Content-Type", "application/json")
      request.body = .bytes(ByteBuffer(string: json))
    }
    if let key { request.headers.add(name: "Idempotency-Key", value: "\"\(key)\"") }
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
    let body = try await response.body.collect(upTo: 1 << 22)
    return Answer(status: Int(response.status.code), body: String(buffer: body))
  }

  /// The id of what the body shows, if it shows something that has one.
  var id: Int? {
    struct Thing: Decodable {
      let id: Int
    }
    return try? JSONDecoder().decode(Thing.self, from: Data(body.utf8)).id
  }
}

extension HTTPClientRequest {
  /// Adds a field to the header, unless it is there.
  fileprivate mutating func add(_ name: String, _ value: String) {
    if !headers.contains(name: name) { headers.add(name: name, value: value) }
  }
}
