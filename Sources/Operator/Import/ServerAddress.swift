import ArgumentParser
import Foundation

/// Where a service is: `http://host:port`, with or without a path that its own paths go below.
package struct ServerAddress: ExpressibleByArgument, Equatable, Sendable, CustomStringConvertible {
  /// The address without a slash at its end.
  package let description: String

  /// The ticket service as `script/up` starts it.
  package static let standard = ServerAddress(unchecked: "http://127.0.0.1:8080")

  private init(unchecked description: String) {
    self.description = description
  }

  /// `nil` when it is not an absolute http or https URL.
  package init?(argument: String) {
    guard let url = URL(string: argument), ["http", "https"].contains(url.scheme?.lowercased()),
      url.host()?.isEmpty == false, url.query() == nil, url.fragment() == nil
    else { return nil }
    var text = argument
    while text.last == "/" { text.removeLast() }
    description = text
  }

  /// The URL of a path below it, such as `/tickets`.
  package func url(_ path: String) -> String { description + path }
}
