import Foundation

/// The URI of the test server itself, for what needs no database of its own.
enum TestServerURL {
  /// The URI with more parameters, which win over those that it has.
  static func with(_ parameters: String) -> String {
    let url = ProcessInfo.processInfo.environment["TEST_DATABASE_URL"] ?? "postgresql://"
    return url + (url.contains("?") ? "&" : "?") + parameters
  }
}
