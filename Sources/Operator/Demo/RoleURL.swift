import Foundation

/// A connection URI for another role than the one that it names.
package enum RoleURL {
  /// The owner's URI without his name and password, for a role; the same as `script/up` makes.
  package static func make(of url: String, role: String, password: String?) -> String {
    let bare = url.replacing(/:\/\/[^@\/?]*@/, with: "://", maxReplacements: 1)
    let secret = password.map { "&password=\(encoded($0))" } ?? ""
    return "\(bare)\(bare.contains("?") ? "&" : "?")user=\(role)\(secret)"
  }

  private static func encoded(_ text: String) -> String {
    let unreserved = CharacterSet(
      charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
    return text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? text
  }
}
