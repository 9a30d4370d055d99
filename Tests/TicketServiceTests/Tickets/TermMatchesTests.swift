import DatabaseTesting
import Domain
import Postgres
import Testing

@testable import TicketService

@Suite(.database, .timeLimit(.minutes(1))) struct TermMatchesTests {
  private func read(_ json: String) async throws -> [TermMatch]? {
    let matches: TermMatches? = try await TestDatabase.current.owner.value(
      "SELECT \(json)::jsonb")
    return matches?.list
  }

  @Test(arguments: [
    [],
    [TermMatch(term: "vpn", field: .title, offset: 0)],
    [
      TermMatch(term: "wi fi", field: .description, offset: 19_999),
      TermMatch(term: "Drucker, grün: {[kaputt]}", field: .title, offset: 12),
    ],
    // Escaped by PostgreSQL, which takes the longer way.
    [TermMatch(term: #"the "new" one"#, field: .title, offset: 1)],
    [TermMatch(term: "tab\tnew line\n", field: .title, offset: 2)],
  ])
  func `what was stored is read again`(matches: [TermMatch]) async throws {
    let again: TermMatches? = try await TestDatabase.current.owner.value(
      "SELECT \(TermMatches(matches))")
    #expect(again?.list == matches)
  }

  @Test func `what somebody else has written is read as well`() async throws {
    #expect(
      try await read(#"[ {"offset":3,"field":"title","term":"a"} ]"#)
        == [TermMatch(term: "a", field: .title, offset: 3)])
  }

  @Test(arguments: [
    "{}", "[1]", #"[{"term": "a", "field": "title"}]"#,
    #"[{"term": "a", "field": "title", "offset": 1.5}]"#,
    #"[{"term": "a", "field": "titel", "offset": 1}]"#,
    #"[{"term": "a", "field": "title", "offset": 99999999999999999999}]"#,
    #"[{"term": "a", "field": "title", "offset": 1, "more": 1}]"#,
  ])
  func `what is no list of matches is a mismatch`(json: String) async throws {
    await #expect(throws: ColumnMismatch.self) { try await read(json) }
  }
}
