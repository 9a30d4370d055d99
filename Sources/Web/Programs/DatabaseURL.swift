/// Where the database is and who asks: a libpq connection string, as URI or as keywords.
///
/// It holds a password, so it never shows itself: `description` has the user, the hosts and the
/// name of the database and nothing else. Only `connectionString` has all of it, and only libpq is
/// given that. Source of both forms:
/// https://www.postgresql.org/docs/17/libpq-connect.html#LIBPQ-CONNSTRING
package struct DatabaseURL: Sendable, Equatable {
  /// What libpq is given. Never logged.
  package let connectionString: String

  /// `nil` where `text` is neither a URI nor keywords. libpq checks the rest when it connects.
  package init?(_ text: String) {
    guard Self.scheme(of: text) != nil || Self.keywords(of: text) != nil else { return nil }
    connectionString = text
  }

  private init(none: Void) { connectionString = "" }

  /// The place of one that was missing or wrong, until that is reported.
  static let none = DatabaseURL(none: ())

  private static func scheme(of text: String) -> String? {
    ["postgresql://", "postgres://"].first { text.hasPrefix($0) }
  }

  /// `keyword=value` pairs, values in single quotes where they have white space, a backslash before
  /// a quote or backslash. `nil` for anything else.
  private static func keywords(of text: String) -> [(keyword: String, value: String)]? {
    var rest = text[...]
    var pairs: [(keyword: String, value: String)] = []
    while true {
      rest = rest.drop(while: \.isWhitespace)
      if rest.isEmpty { return pairs.isEmpty ? nil : pairs }
      let keyword = rest.prefix { $0 != "=" && !$0.isWhitespace }
      rest = rest.dropFirst(keyword.count).drop(while: \.isWhitespace)
      guard rest.first == "=", !keyword.isEmpty,
        keyword.allSatisfy({ "a"..."z" ~= $0 || $0 == "_" })
      else { return nil }
      rest = rest.dropFirst().drop(while: \.isWhitespace)
      guard let value = takeValue(from: &rest) else { return nil }
      pairs.append((String(keyword), value))
    }
  }

  private static func takeValue(from rest: inout Substring) -> String? {
    let isQuoted = rest.first == "'"
    if isQuoted { rest.removeFirst() }
    var value = ""
    while let character = rest.popFirst() {
      switch character {
      case "'" where isQuoted: return value
      case "\\":
        guard let escaped = rest.popFirst() else { return nil }
        value.append(escaped)
      case _ where !isQuoted && character.isWhitespace: return value
      default: value.append(character)
      }
    }
    return isQuoted ? nil : value
  }
}

extension DatabaseURL: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// `postgresql://user@host:port/database`, without the password and without parameters.
  package var description: String {
    if let scheme = Self.scheme(of: connectionString) {
      return scheme + Self.shown(connectionString.dropFirst(scheme.count))
    }
    let shown = ["user", "host", "hostaddr", "port", "dbname"]
    let pairs = (Self.keywords(of: connectionString) ?? []).filter { shown.contains($0.keyword) }
    return pairs.map { "\($0.keyword)=\($0.value)" }.joined(separator: " ")
  }

  package var debugDescription: String { description }
  /// Without it `dump` would show the connection string.
  package var customMirror: Mirror { Mirror(self, children: [:]) }

  private static func shown(_ text: Substring) -> String {
    let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    // An `@` after the first `?` may end a password that nobody escaped: better to show nothing.
    if parts.count == 2, parts[1].contains("@") { return "..." }
    guard let at = parts[0].lastIndex(of: "@") else { return String(parts[0]) }
    let user = parts[0][..<at].prefix { $0 != ":" }
    return String(user + parts[0][at...])
  }
}
