/// No connection to the database could be made within the time allowed.
package struct DatabaseUnavailable: Error, CustomStringConvertible {
  /// libpq's words. They name host, port and user, never a password.
  package let reason: String

  package var description: String { "the database cannot be reached: \(reason)" }
}

extension DatabaseUnavailable {
  /// Takes libpq's words without what may be a piece of a password.
  ///
  /// libpq quotes what it cannot make sense of, and in a connection string with a missing or
  /// unescaped character that can be anything. What it quotes about a server is a name, unless
  /// the string was cut at the wrong place and there is an `@` in it.
  init(libpq words: String) {
    let lines = words.split(whereSeparator: \.isNewline).map { line in
      let names = ["connection to server", "could not translate host name"]
      return names.contains { line.hasPrefix($0) }
        ? line.replacing(/"[^"]*@[^"]*"/, with: "(hidden)")
        : line.replacing(/".*"/, with: "(hidden)")
    }
    reason = lines.joined(separator: "\n")
  }
}
