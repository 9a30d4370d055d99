import Foundation

/// A text that only those may see whom it is meant for. Each is unlike anything else.
struct Canary: Sendable {
  let name: String
  let text: String

  init(_ name: String) {
    self.init(name, "canary-\(name)")
  }

  init(_ name: String, _ text: String) {
    self.name = name
    self.text = text
  }

  /// The lines of a text in which one of these is, each with the name of that one.
  static func sightings(of canaries: [Canary], in text: String) -> [String] {
    text.split(separator: "\n").flatMap { line in
      canaries.filter { line.contains($0.text) }.map { "\($0.name): \(line)" }
    }
  }
}

extension Canary {
  static let title = Canary("title")
  static let description = Canary("description")
  static let requester = Canary("requester", "canary-requester@example.org")
  static let comment = Canary("comment")
  static let note = Canary("note")
  /// What somebody searches for.
  static let search = Canary("search")
  /// What stands in a path, where nobody knows it.
  static let path = Canary("path")
  /// What stands in a field of the header that means nothing to us.
  static let header = Canary("header")
  /// The password of the database.
  static let password = Canary("password")
  static let routingKey = Canary("routing-key")
  /// A part of a webhook's URL, by which some services know who may post.
  static let hook = Canary("hook")
  /// What a webhook, or the OpenID provider, answers.
  static let answer = Canary("answer")
  /// A token that nobody has.
  static let unknownToken = Canary(
    "unknown token", "fl_" + String(repeating: "canary_", count: 7).prefix(43))
  /// A token that cannot be one.
  static let strangeToken = Canary("strange-token")

  /// What looks like a JSON Web Token, and names a key.
  static let webToken = [
    #"{"alg":"RS256","kid":"canary-kid"}"#, #"{"sub":"canary-subject"}"#, "canary-signature",
  ].map { Data($0.utf8).base64EncodedString().replacing("=", with: "") }.joined(separator: ".")

  /// All that are known before anything is asked, with these tokens.
  static func all(tokens: [String]) -> [Canary] {
    let parts = webToken.split(separator: ".").map { Canary("web token", String($0)) }
    let tokens = tokens.map { Canary("token", String($0.dropFirst(3))) }
    return [
      title, description, requester, comment, note, search, path, header, password, routingKey,
      hook, answer, unknownToken, strangeToken, Canary("kid"), Canary("subject"),
    ] + parts + tokens
  }
}
