import Access
import Foundation

extension SettingsReader {
  /// The OpenID provider; nil where none is named. Issuer, audience and keys go together.
  mutating func openID() -> OpenIDSettings? {
    let variables: [Variable] = [.openIDIssuer, .openIDAudience, .openIDKeys]
    let values = variables.map { value(of: $0) }
    let (role, name) = (text(.openIDRole), text(.openIDName))
    if values.allSatisfy({ $0 == nil }) { return nil }
    for (variable, value) in zip(variables, values) where value == nil {
      refuse("\(variable.name) is missing: the OIDC_ variables go together")
    }
    if let url = values[2], !Self.isTrustworthy(url) {
      refuse("OIDC_JWKS_URL must be an https:// URL, or http:// on this machine")
    }
    return OpenIDSettings(
      issuer: values[0] ?? "", audience: values[1] ?? "", keys: values[2] ?? "", roleClaim: role,
      nameClaim: name)
  }

  /// Whether nobody on the way can put keys of one's own in the place of the provider's.
  private static func isTrustworthy(_ text: String) -> Bool {
    guard let url = URL(string: text), let host = url.host(), !host.isEmpty else { return false }
    switch url.scheme?.lowercased() {
    case "https": return true
    case "http": return ["127.0.0.1", "localhost", "[::1]", "::1"].contains(host)
    default: return false
    }
  }
}
