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

  private static func isEndpoint(_ raw: String) -> Bool {
    guard raw.utf8.allSatisfy({ 0x21...0x7E ~= $0 }), let url = URLComponents(string: raw),
      url.scheme == "http" || url.scheme == "https", let host = url.host, !host.isEmpty,
      url.user == nil, url.password == nil, url.fragment == nil
    else { return false }
    let isLiteral = host.hasPrefix("[") && host.hasSuffix("]")
    let name = isLiteral ? host.dropFirst().dropLast() : host[...]
    return name.utf8.allSatisfy { isLiteral ? isOfLiteral($0) : isOfName($0) }
      && (url.port.map { 1...65_535 ~= $0 } ?? true)
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
    default: false
    }
  }

  private static func isOfLiteral(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: ":"), UInt8(ascii: "."): true
    default: false
    }
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
