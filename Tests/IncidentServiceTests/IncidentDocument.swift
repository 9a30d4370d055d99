/// An incident as a client reads it.
struct IncidentDocument: Decodable, Equatable {
  let id: Int64
  let ticketId: Int64
  let title: String
  let description: String
  let severity: String
  let status: String
  let assignee: String?
  let acknowledgedAt: String?
  let resolvedAt: String?
  let mergedInto: Int64?
  let rule: Int?
  let createdAt: String
  let updatedAt: String
}

/// A part of a list as a client reads it.
struct PageDocument<Item: Decodable>: Decodable {
  let items: [Item]
  let nextCursor: String?
}

extension PageDocument<IncidentDocument> {
  var ids: [Int64] { items.map(\.id) }
}
