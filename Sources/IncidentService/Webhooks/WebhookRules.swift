import Domain
import Foundation
import Relay
import Web

/// The rules of what a webhook is made of.
enum WebhookRules {
  /// Its name.
  static let name = TextRule(length: 1...100)
  /// The integration key of a PagerDuty service.
  static let routingKey = TextRule(length: 1...100)
  /// How long a URL may be.
  static let urlLength = 1...2000
  /// What it can be told of.
  static var kinds: [String] {
    LedgerKind.allCases.map(\.rawValue).filter { $0.hasPrefix("incident.") }
  }
}

/// The rule of an endpoint: an absolute http or https URL whose host is written in one way only, so
/// that the address that was checked is the one that is connected to.
struct WebhookURLRule: StringRule {
  typealias Value = String

  func check(_ raw: String, at pointer: String) -> Result<String, Violation> {
    guard raw.utf8.count <= WebhookRules.urlLength.upperBound else {
      return .failure(
        Violation(
          pointer: pointer, code: .tooLong,
          detail: "must have at most \(WebhookRules.urlLength.upperBound) characters"))
    }
    guard Self.isEndpoint(raw) else {
      return .failure(
        Violation(
          pointer: pointer, code: .invalidFormat,
          detail: "must be an http or https URL, its host in lower case, without user, password "
            + "and fragment"))
    }
    return .success(raw)
  }

  /// What an endpoint looks like, for the document; its port must be one, too.
  static let pattern =
    "^https?://([a-z0-9._-]+|\\[[0-9a-f:.]+\\])(:[0-9]{1,5})?"
    + "([/?]([A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?$"

  private static func isEndpoint(_ raw: String) -> Bool {
    guard let regex = try? Regex(pattern), raw.wholeMatch(of: regex) != nil,
      let url = URL(string: raw), url.host?.isEmpty == false
    else { return false }
    return url.port.map { 1...65_535 ~= $0 } ?? true
  }
}

/// The rule of a kind of event.
struct WebhookKindRule: StringRule {
  typealias Value = String

  func check(_ raw: String, at pointer: String) -> Result<String, Violation> {
    let kinds = WebhookRules.kinds
    if kinds.contains(raw) { return .success(raw) }
    return .failure(
      Violation(
        pointer: pointer, code: .notAllowed,
        detail: "must be one of: \(kinds.joined(separator: ", "))"))
  }
}
