package import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// One request that asks whether a program is well.
package struct HealthProbe: Sendable {
  private let http: HTTPClient
  private let timeout: Duration

  /// A probe that waits for an answer for at most `timeout`.
  package init(http: HTTPClient, timeout: Duration = .seconds(2)) {
    self.http = http
    self.timeout = timeout
  }

  /// A client for it: one that says at once when nobody listens.
  package static var configuration: HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
    configuration.connectionPool.retryConnectionEstablishment = false
    return configuration
  }

  /// Returns when the answer is 2xx. Throws ``Unwell`` or ``ConnectionFault``.
  package func check(_ url: String) async throws {
    let status: HTTPResponseStatus
    do {
      let response = try await http.execute(
        HTTPClientRequest(url: url), timeout: TimeAmount(timeout))
      status = response.status
    } catch {
      throw ConnectionFault(error, url: url)
    }
    guard 200..<300 ~= status.code else { throw Unwell(url: url, status: status.description) }
  }

  /// The program answered that it is not well.
  package struct Unwell: Error, Equatable, CustomStringConvertible {
    package let url: String
    /// The status as `503 Service Unavailable`.
    package let status: String
    package var description: String { "\(url) answered \(status)" }
  }
}
