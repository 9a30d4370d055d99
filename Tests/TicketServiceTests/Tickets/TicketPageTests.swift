import DatabaseTesting
import Domain
import HTTPTypes
import ServiceTesting
import Testing
import Web

@Suite(.database) struct TicketPageTests {
  /// 120 tickets of the same microsecond.
  private func fill() async throws {
    try await StoredTicket.insert((1...120).map { StoredTicket(title: "Ticket \($0)") })
  }

  /// Every id from this page on, by `next_cursor`; `between` runs after each page.
  private func walk(
    _ desk: TestDesk, _ query: String, between: () async throws -> Void = {}
  ) async throws -> [Int64] {
    var ids: [Int64] = []
    var cursor = ""
    repeat {
      let page = try await desk.get("/tickets?\(query)\(cursor)").read(PageDocument.self)
      ids += page.ids
      cursor = page.nextCursor.map { "&cursor=\($0)" } ?? ""
      try await between()
    } while !cursor.isEmpty && ids.count < 1000
    return ids
  }

  @Test(arguments: [1, 7, 60, 119, 120, 121, 200])
  func `pages of any size have every ticket once`(limit: Int) async throws {
    try await fill()
    let ids = try await walk(TestDesk(), "limit=\(limit)")
    #expect(ids == (1...120).reversed())
  }

  @Test func `pages skip and repeat nothing while tickets come in`() async throws {
    let desk = await TestDesk.open()
    try await fill()
    let ids = try await walk(desk, "limit=7") {
      _ = try await desk.report("New and newest")
      // The same time as all the others, and behind the cursor.
      try await StoredTicket.insert([StoredTicket(title: "Late")])
    }
    #expect(ids == (1...120).reversed())
  }

  @Test func `a page without a limit has fifty`() async throws {
    try await fill()
    let page = try await TestDesk().get("/tickets").read(PageDocument.self)
    #expect(page.ids == (71...120).reversed())
  }

  @Test func `the last page says that it is the last`() async throws {
    try await fill()
    let answer = try await TestDesk().get("/tickets?limit=120")
    #expect(answer.headers[.link] == nil)
    #expect(try answer.read(PageDocument.self).nextCursor == nil)
  }

  @Test func `a filtered list can be followed by its Link alone`() async throws {
    let desk = TestDesk()
    try await StoredTicket.insert(
      (1...20).map {
        StoredTicket(title: "Printer \($0)", priority: $0.isMultiple(of: 2) ? .low : .medium)
      })
    var next = "/tickets/?q=%22printer%22+-toaster&priority=low&limit=3" as String?
    var ids: [Int64] = []
    var links = 0
    while let uri = next, ids.count < 1000 {
      let answer = try await desk.get(uri)
      let page = try answer.read(PageDocument.self)
      ids += page.ids
      #expect((page.nextCursor == nil) == (answer.headers[.link] == nil))
      let link = answer.headers[.link]?.wholeMatch(of: /<(.+)>; rel="next"/)
      if let link {
        links += 1
        #expect(link.1.contains("cursor=\(page.nextCursor ?? "")"))
      }
      next = link.map { String($0.1) }
    }
    #expect(ids == stride(from: 20, through: 2, by: -2).map { Int64($0) })
    #expect(links == 3)
  }

  @Test func `a cursor may be used with another limit and another order of filters`() async throws {
    let desk = TestDesk()
    try await fill()
    let query = "status=open&priority=low"
    let cursor = try #require(
      try await desk.get("/tickets?\(query)&limit=2").read(PageDocument.self).nextCursor)
    let page = try await desk.get(
      "/tickets?cursor=\(cursor)&priority=low&limit=3&status=open"
    ).read(PageDocument.self)
    #expect(page.ids == [118, 117, 116])
  }

  @Test(arguments: [
    "status=waiting", "", "status=open&priority=low", "status=open&q=printer",
    "status=open&created_after=2020-01-01T00:00:00Z",
  ])
  func `a cursor belongs to its filters`(query: String) async throws {
    let desk = TestDesk()
    try await fill()
    let cursor = try #require(
      try await desk.get("/tickets?status=open&limit=2").read(PageDocument.self).nextCursor)
    let answer = try await desk.get("/tickets?\(query)&cursor=\(cursor)")
    #expect(answer.status == 422)
    #expect(
      try answer.problem.mistakes == [
        "?cursor invalid_format: must be the next_cursor of a page of this list with the same "
          + "filters"
      ])
  }

  @Test func `an edited cursor is refused, whichever character was edited`() async throws {
    let desk = TestDesk()
    try await fill()
    let cursor = try #require(
      try await desk.get("/tickets?limit=2").read(PageDocument.self).nextCursor)
    for index in cursor.indices {
      var edited = cursor
      edited.replaceSubrange(index...index, with: cursor[index] == "A" ? "B" : "A")
      let answer = try await desk.get("/tickets?limit=2&cursor=\(edited)")
      #expect(answer.status == 422, "\(edited)")
    }
  }
}
