import DatabaseTesting
import Postgres
import Testing

struct QueryTests {
  @Test func `interpolated values become numbered parameters`() {
    let query: Query = "SELECT \(1), \("two"), \(true)"
    #expect(query.sql == "SELECT $1, $2, $3")
  }

  @Test func `only text that is called unsafe becomes part of the SQL`() {
    let query: Query = "SELECT \("a") FROM \(unsafe: "intake.tickets")"
    #expect(query.sql == "SELECT $1 FROM intake.tickets")
  }

  @Test func `a query that is spliced in has its parameters renumbered`() {
    let inner: Query = "a = \(2) AND b = \(3)"
    let outer: Query = "SELECT \(1) WHERE \(inner) AND c = \(4)"
    #expect(outer.sql == "SELECT $1 WHERE a = $2 AND b = $3 AND c = $4")
  }

  @Test(.database) func `spliced parameters keep their values, NULL and empty ones too`()
    async throws
  {
    let inner: Query = "\(String?.none), \(""), \("three")"
    let text: String? = try await TestDatabase.current.owner.value(
      """
      SELECT concat_ws('|', \("one"), coalesce(v[1], 'NULL'), v[2], v[3], \(5))
      FROM (SELECT ARRAY[\(inner)]) AS given (v)
      """)
    #expect(text == "one|NULL||three|5")
  }

  @Test func `no condition at all is true`() {
    #expect(Query.all([]).sql == "TRUE")
  }

  @Test func `all conditions are joined by AND`() {
    #expect(Query.all(["a = \(1)"]).sql == "a = $1")
    #expect(
      Query.all(["a = \(1)", "b", "c = \(2)"]).sql
        == """
        a = $1
          AND b
          AND c = $2
        """)
  }
}
