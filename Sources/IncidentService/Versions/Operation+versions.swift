import Domain
import Web

extension Operation {
  /// The answer of a list of versions; `name` is that of one.
  static func versionPage(of schema: Schema, _ name: String) -> [Answer] {
    [.json(200, "A page.", .page(of: schema, named: "\(name)Page"), headers: [.link])]
  }

  /// The answer to who publishes a version, with a link to where it can be read.
  static func publishedVersion(_ schema: Schema, readBy operation: String) -> [Answer] {
    [
      .json(
        201, "The new version.", schema, headers: [.location],
        links: [.init("read", to: operation, "version", from: "$response.body#/version")])
    ]
  }

  /// Reading a version.
  static func read<Item: Version>(
    _ type: Item.Type, _ id: String, _ schema: Schema, tag: String
  ) -> Operation {
    Operation(
      id, "Read a version of \(Item.noun)", needs: .readPolicies, tag: tag,
      parameters: [
        .path("version", .identifier, "The number of the version, which no other has.")
      ],
      answers: [.json(200, "The version.", schema)])
  }
}
