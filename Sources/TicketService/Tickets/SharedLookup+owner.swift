import Domain
import Postgres
import Web

extension SharedLookup<Ticket> {
  /// The ticket of this id. Throws the problem 404 where there is none, or none that who asks may
  /// see.
  func find(_ id: Int64, for context: DeskContext) async throws -> Ticket {
    let ticket = try await find(id, orNo: "ticket")
    if let owner = context.owner, ticket.requester != owner {
      throw Problem.notFound("ticket \(id)")
    }
    return ticket
  }

  /// Throws the problem 404 where there is no such ticket, or none that who asks may see;
  /// `isThere` where it is known already that there is one.
  func check(_ id: Int64, for context: DeskContext, isThere: Bool = false) async throws {
    if isThere, context.owner == nil { return }
    _ = try await find(id, for: context)
  }
}
