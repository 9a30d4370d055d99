import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

/// A problem document as a client reads it; it refuses to be made of anything else.
struct Document: Decodable {
  struct Mistake: Decodable, Equatable {
    let pointer: String
    let code: String
    let detail: String
  }

  let type: String
  let title: String
  let status: Int
  let detail: String?
  let instance: String?
  let errors: [Mistake]?
  let statusNow: String?

  init(_ response: TestResponse) throws {
    try #require(response.headers[.contentType] == "application/problem+json")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    self = try decoder.decode(Document.self, from: Data(response.body.readableBytesView))
    try #require(status == response.status.code)
    try #require(
      instance == "urn:firstline:request:\(response.headers[.init("X-Request-Id")!] ?? "")")
  }

  /// The type without what all types begin with.
  var slug: String { type.replacing("urn:firstline:problem:", with: "") }

  /// Where the mistakes are, and of which kind.
  var mistakes: [String] { (errors ?? []).map { "\($0.pointer) \($0.code)" } }
}
