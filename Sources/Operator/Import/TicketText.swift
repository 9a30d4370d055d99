/// What an import sends of a row: the body of `POST /tickets`.
///
/// It is sent as it was read. Whether it is a ticket is for the API to say, with its reasons.
package struct TicketText: Codable, Equatable, Sendable {
  package var title: String
  package var description: String

  package init(title: String, description: String) {
    self.title = title
    self.description = description
  }

  /// The most characters of a title made by ``title(from:)``: what a list can show.
  package static let madeTitleLength = 100

  /// A title for a ticket that has none: the first line of `description` that is not blank, and
  /// where that is too long its first whole words and `…`. Empty when there is no such line.
  package static func title(from description: String) -> String {
    let lines = description.split(whereSeparator: \.isNewline).lazy.map(trimmed)
    guard let line = lines.first(where: { !$0.isEmpty }) else { return "" }
    if line.count <= madeTitleLength { return String(line) }
    let start = line.prefix(madeTitleLength - 1)
    let words = start.lastIndex(where: \.isWhitespace).map { start[..<$0] } ?? start
    return trimmed(words) + "…"
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let tail = text.drop(while: \.isWhitespace)
    guard let last = tail.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return tail[...last]
  }
}
