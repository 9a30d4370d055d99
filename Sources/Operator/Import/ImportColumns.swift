/// Which columns of a file (fields of its objects) are a ticket's title and description.
package struct ImportColumns: Sendable {
  /// The title's name where none is chosen.
  package static let titleName = "title"
  /// The description's names where none is chosen: the first that is there.
  package static let descriptionNames = ["description", "body"]

  /// The name chosen for the title; `nil` for `title`.
  package var title: String?
  /// The name chosen for the description; `nil` for one of ``descriptionNames``.
  package var description: String?
  /// Whether a ticket without a title gets one, see ``TicketText/title(from:)``.
  package var titleFromDescription: Bool

  package init(
    title: String? = nil, description: String? = nil, titleFromDescription: Bool = false
  ) {
    self.title = title
    self.description = description
    self.titleFromDescription = titleFromDescription
  }

  /// The columns among `names`. Throws ``Missing`` where one is not there, or is there twice.
  ///
  /// The title may be absent (`nil`) where it is made from the description and no name is chosen.
  package func choose(from names: [String]) throws(Missing) -> Chosen {
    let description = try column(
      description.map { [$0] } ?? Self.descriptionNames, option: "--description", in: names)
    if titleFromDescription, title == nil, !names.contains(Self.titleName) {
      return Chosen(title: nil, description: description)
    }
    return Chosen(
      title: try column([title ?? Self.titleName], option: "--title", in: names),
      description: description)
  }

  /// A ticket of a row's two texts.
  package func ticket(title: String?, description: String) -> TicketText {
    var ticket = TicketText(title: title ?? "", description: description)
    if titleFromDescription, ticket.title.allSatisfy(\.isWhitespace) {
      ticket.title = TicketText.title(from: description)
    }
    return ticket
  }

  private func column(
    _ wanted: [String], option: String, in names: [String]
  ) throws(Missing) -> String {
    for name in wanted {
      switch names.count(where: { $0 == name }) {
      case 0: continue
      case 1: return name
      default: throw Missing(wanted: [name], isTwice: true, option: option, names: names)
      }
    }
    throw Missing(wanted: wanted, isTwice: false, option: option, names: names)
  }

  /// The names found.
  package struct Chosen: Equatable, Sendable {
    package let title: String?
    package let description: String
  }

  /// A column is not there, or its name is there twice.
  package struct Missing: Error, CustomStringConvertible {
    let wanted: [String]
    let isTwice: Bool
    let option: String
    let names: [String]

    package var description: String {
      let wanted = wanted.map { "\"\($0)\"" }.joined(separator: " or ")
      let names = names.joined(separator: ", ")
      return isTwice
        ? "the column \(wanted) is there more than once (\(names))"
        : "there is no column \(wanted): choose one with \(option) among \(names)"
    }
  }
}
