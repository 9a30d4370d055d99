package import Domain

/// A ticket or an incident on a page: by itself, or with its clocks.
package struct Clocked<Item: JSONObjectWritable & Sendable>: JSONWritable, Sendable {
  private let item: Item
  /// Nil where nobody asked for them.
  private let clocks: [SLAClock]?

  fileprivate init(_ item: Item, _ clocks: [SLAClock]?) {
    self.item = item
    self.clocks = clocks
  }

  package func write(to json: inout JSONWriter) {
    json.object { json in
      item.writeMembers(to: &json)
      if let clocks { json.field("sla", clocks) }
    }
  }
}

/// What a list of tickets or incidents can show besides: the words of its parameter `include`.
package enum Inclusion: String, CaseIterable, Sendable {
  /// The clocks of each.
  case sla
}

extension Page where Item: JSONObjectWritable & Sendable & Identifiable<Int64> {
  /// The page as it is shown, with what it is to include: the clocks of all its items are read at
  /// once, by their ids.
  package func including(
    _ inclusion: Inclusion?, clocks read: ([Int64]) async throws -> [SLAClock]
  ) async throws -> Page<Clocked<Item>> {
    guard inclusion == .sla, !items.isEmpty else { return map { Clocked($0, nil) } }
    let clocks = Dictionary(grouping: try await read(items.map(\.id)), by: \.subjectID)
    return map { Clocked($0, clocks[$0.id] ?? []) }
  }
}

extension Parameter {
  /// `include` of a list.
  package static let include: Parameter = Parameter.query(
    "include", .enumeration(Inclusion.self),
    "`sla`: each item has its SLA clocks, too, as it stands when the page is read."
  ).shared(as: "include")
}

extension Schema {
  /// This object as an item of a list that can include clocks.
  package func clocked(named name: String) -> Schema {
    var schema = self
    schema.properties.append(
      .optional("sla", Schema.array(of: .slaClock).describedAs("Where `include=sla` asks for it.")))
    return schema.named(name)
  }
}
