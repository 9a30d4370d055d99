import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// Why a server gave no answer, in words for one line.
package struct ConnectionFault: Error, Equatable, CustomStringConvertible {
  /// What the request was sent to.
  package let url: String
  /// What went wrong, as `connection refused`.
  package let reason: String

  /// The fault of a request to `url` that threw `error`.
  package init(_ error: any Error, url: String) {
    self.url = url
    self.reason = Self.reason(error)
  }

  package var description: String { "cannot reach \(url): \(reason)" }

  private static func reason(_ error: any Error) -> String {
    switch error {
    case let error as NIOConnectionError:
      if error.dnsAError != nil || error.dnsAAAAError != nil { return "unknown host \(error.host)" }
      return error.connectionErrors.first.map { reason($0.error) } ?? "no address"
    case let error as IOError:
      return String(cString: strerror(error.errnoCode)).lowercased()
    case HTTPParserError.invalidEOFState:
      // Closed within the answer's body; half an answer is none.
      return reason(HTTPClientError.remoteConnectionClosed)
    case let error as HTTPClientError:
      return reason(error)
    default:
      // TLS and the like: long, but on one line.
      return String(describing: error).split(whereSeparator: \.isNewline).joined(separator: " ")
    }
  }

  private static func reason(_ error: HTTPClientError) -> String {
    switch error {
    case .remoteConnectionClosed: "the server closed the connection without an answer"
    case .deadlineExceeded, .readTimeout, .connectTimeout, .getConnectionFromPoolTimeout:
      "no answer in time"
    default: error.shortDescription
    }
  }
}
