import Domain
import ServiceTesting

/// A ticket as a client reads it.
struct TicketDocument: Decodable, Equatable {
  struct Triage: Decodable, Equatable {
    struct Match: Decodable, Equatable {
      let term: String
      let field: String
      let offset: Int
    }

    let decidedBy: String
    let ruleset: Int
    let matched: [Match]
  }

  let id: Int64
  let title: String
  let description: String
  let category: String
  let priority: String
  let status: String
  let requester: String?
  let assignee: String?
  let source: String?
  let tags: [String]
  let triage: Triage
  let createdAt: String
  let updatedAt: String

  /// What triage and people made of it: "security high rules".
  var verdict: String { "\(category) \(priority) \(triage.decidedBy)" }
}

/// A part of a list as a client reads it.
struct PageDocument: Decodable {
  let items: [TicketDocument]
  let nextCursor: String?

  var ids: [Int64] { items.map(\.id) }
  var titles: [String] { items.map(\.title) }
}
