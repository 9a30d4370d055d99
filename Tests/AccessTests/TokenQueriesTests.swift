import DatabaseTesting
import Domain
import Postgres
import Testing

@testable import Access

@Suite(.database, .timeLimit(.minutes(1))) struct TokenQueriesTests {
  private let desk = TokenDesk()

  /// An event of the ledger, as text.
  private struct Event: RowDecodable, Equatable {
    let kind: String
    let actor: String
    let after: String

    init(_ kind: String, _ actor: String, _ after: String) {
      self.kind = kind
      self.actor = actor
      self.after = after
    }

    init(row: inout Row) throws(ColumnMismatch) {
      kind = try row.next()
      actor = try row.next()
      after = try row.next(JSONText.self).text
    }
  }

  @Test func `the ledger tells who made and revoked a token, and not the token`() async throws {
    let (id, text) = try await desk.make("ann", .responder)
    for _ in 0..<2 { #expect(try await desk.revoke(id)?.revokedAt != nil) }
    let events = try await desk.owner.query(
      """
      SELECT kind, actor, after
      FROM ledger.events
      WHERE kind LIKE 'token.%'
      ORDER BY id
      """, as: Event.self)
    let after = #"{"name": "ann", "role": "responder", "token_id": \#(id)}"#
    #expect(
      events == [Event("token.created", "test", after), Event("token.revoked", "test", after)])
    #expect(try await desk.revoke(id + 1) == nil)
    #expect(!events.contains { $0.after.contains(text.dropFirst(3)) })
  }

  @Test func `a dump of the database has no token in it`() async throws {
    let (_, text) = try await desk.make()
    let row: String? = try await desk.owner.value(
      "SELECT encode(hash, 'escape') || tokens::text FROM access.tokens")
    #expect(try #require(row).contains("ann"))
    #expect(row?.contains(text.dropFirst(3)) == false)
  }

  @Test func `tokens are listed from the newest to the oldest, page by page`() async throws {
    var ids: [Int64] = []
    for name in ["a", "b", "c"] { ids.append(try await desk.make(name).id) }
    let first = try await TokenQueries.list(behind: nil, limit: 2, desk.owner)
    #expect(first.map(\.name) == ["c", "b"])
    let place = first.last.map { ($0.createdAt, $0.id) }
    let rest = try await TokenQueries.list(behind: place, limit: 2, desk.owner)
    #expect(rest.map(\.id) == [ids[0]])
  }
}
