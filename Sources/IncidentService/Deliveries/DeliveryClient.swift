import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Sends messages to endpoints that somebody else chose.
struct DeliveryClient: Sendable {
  /// Finds the address of a host and port.
  typealias Resolve = @Sendable (String, Int) async throws -> SocketAddress

  /// Whether addresses that are not public are allowed.
  let allowsPrivate: Bool
  /// How long an attempt may take in all.
  var timeout: Duration = .seconds(10)
  var resolve: Resolve = systemResolver
  /// Which certificates are trusted: those that the system trusts.
  var tls = TLSConfiguration.makeClientConfiguration()

  /// Sends a message, and returns the status of success that it was answered with. Throws
  /// ``DeliveryFailure``.
  ///
  /// The name is resolved here, once, and the connection is made to the very address that was
  /// checked, whatever the name leads to a moment later; certificate and `Host` are those of the
  /// name. Each attempt has a connection of its own: none is shared between endpoints.
  func send(_ parcel: Parcel, _ message: Message) async throws(DeliveryFailure) -> Int {
    guard let url = URL(string: parcel.url), let host = url.host?.trimmingBrackets else {
      throw DeliveryFailure(reason: "the URL cannot be read")
    }
    let address = try await address(of: host, url.port ?? (url.scheme == "https" ? 443 : 80))
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
    configuration.dnsOverride = [host: address, "[\(host)]": address]
    configuration.tlsConfiguration = tls
    configuration.timeout.connect = .seconds(5)
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.httpVersion = .http1Only
    let client = HTTPClient(configuration: configuration)
    let result = await answer(of: client, to: request(parcel, message))
    // The body of the answer is of no interest; what still comes of it is cut off.
    try? await client.shutdown()
    return try result.get()
  }

  private func request(_ parcel: Parcel, _ message: Message) -> HTTPClientRequest {
    var request = HTTPClientRequest(url: parcel.url)
    request.method = .POST
    request.headers.add(name: "content-type", value: message.contentType)
    request.headers.add(name: "user-agent", value: "firstline")
    for field in parcel.signatures(of: message.body) {
      request.headers.add(name: field.name, value: field.value)
    }
    request.body = .bytes(ByteBuffer(string: message.body))
    return request
  }

  private func answer(
    of client: HTTPClient, to request: HTTPClientRequest
  ) async -> Result<Int, DeliveryFailure> {
    do {
      let response = try await client.execute(request, timeout: TimeAmount(timeout))
      let status = Int(response.status.code)
      if 200..<300 ~= status { return .success(status) }
      return .failure(
        .answered(status, retryAfter: response.headers.first(name: "retry-after")))
    } catch {
      return .failure(DeliveryFailure(reason: Self.reason(of: error)))
    }
  }

  private func address(of host: String, _ port: Int) async throws(DeliveryFailure) -> String {
    let address: SocketAddress
    do {
      address = try await resolve(host, port)
    } catch {
      throw DeliveryFailure(reason: "the host has no address")
    }
    guard let text = address.ipAddress else {
      throw DeliveryFailure(reason: "the host has no address")
    }
    guard allowsPrivate || PublicAddress.includes(address) else {
      throw DeliveryFailure(reason: "the address is not public, and so not allowed")
    }
    return text
  }

  private static let lateness: [HTTPClientError] = [
    .connectTimeout, .deadlineExceeded, .readTimeout, .tlsHandshakeTimeout,
  ]

  /// For people who look at the log of deliveries; nothing of a secret is in it.
  private static func reason(of error: any Error) -> String {
    switch error {
    case is CancellationError: "the service was stopped"
    case is NIOConnectionError, is IOError: "the endpoint cannot be connected to"
    case is NIOSSLError, is NIOSSLExtraError:
      "the endpoint's certificate is not one to trust for its name"
    case let error as HTTPClientError:
      if lateness.contains(error) {
        "the endpoint did not answer in time"
      } else {
        "the request failed: \(error.shortDescription)"
      }
    default: "the request failed: \(type(of: error))"
    }
  }

  /// Asks the system, on a thread that may wait: `getaddrinfo` blocks.
  @Sendable static func systemResolver(_ host: String, _ port: Int) async throws -> SocketAddress {
    try await NIOThreadPool.singleton.runIfActive {
      try SocketAddress.makeAddressResolvingHost(host, port: port)
    }
  }
}

extension String {
  /// Without the brackets of an IPv6 address in a URL.
  fileprivate var trimmingBrackets: String {
    hasPrefix("[") && hasSuffix("]") ? String(dropFirst().dropLast()) : self
  }
}
