import DatabaseTesting
import Foundation
import HTTPTypes
import Postgres
import ServiceTesting
import Testing
import Web

@Suite(.database) struct LinkIncidentTests {
  private typealias Page = PageDocument<IncidentDocument>

  /// A service with incidents 1 and 2, and so on.
  private func desk(incidents count: Int64 = 2) async throws -> TestDesk {
    let desk = TestDesk()
    try await desk.openIncidents(1...count)
    return desk
  }

  private func link(
    _ id: Int64, _ other: Int64, _ desk: TestDesk, _ headers: HTTPFields = [:]
  ) async throws -> ServiceAnswer {
    try await desk.post(
      "/incidents/\(id)/links", json: #"{"incident_id":\#(other)}"#, headers)
  }

  private func unlink(
    _ id: Int64, _ other: Int64, _ desk: TestDesk, _ headers: HTTPFields = [:]
  ) async throws -> ServiceAnswer {
    try await desk.ask(.delete, "/incidents/\(id)/links/\(other)", headers)
  }

  @Test(arguments: [(1, 2), (2, 1)])
  func `a link is found from both ends, and is an event of both`(
    id: Int64, other: Int64
  ) async throws {
    let desk = try await desk()
    let answer = try await link(id, other, desk)
    #expect(answer.status == 200)
    #expect(answer.headers[.eTag] == "\"2\"")
    #expect(try answer.read(IncidentDocument.self).id == id)
    for (one, another) in [(id, other), (other, id)] {
      let page = try await desk.get("/incidents/\(one)/links").read(Page.self)
      #expect(page.ids == [another])
      let event = try #require(try await desk.timeline(of: one).last)
      #expect(event.kind == "incident.linked")
      #expect(event.incidentID == one)
      #expect(event.ticketID == one)
      #expect(event.before == nil)
      #expect(event.after == ["linked_with": another])
    }
  }

  @Test func `what is linked already stays so, whoever links it`() async throws {
    let desk = try await desk()
    _ = try await link(1, 2, desk)
    for (one, other) in [(1, 2), (2, 1)] as [(Int64, Int64)] {
      let before = try await desk.get("/incidents/\(one)").body
      let answer = try await link(one, other, desk)
      #expect(answer.status == 200)
      #expect(answer.body == before)
      #expect(answer.headers[.eTag] == "\"2\"")
    }
    #expect(try await StoredEvent.all().count == 4)
  }

  @Test func `a link is removed from either end`() async throws {
    let desk = try await desk()
    for (one, other) in [(1, 2), (2, 1)] as [(Int64, Int64)] {
      _ = try await link(1, 2, desk)
      let answer = try await unlink(one, other, desk)
      #expect(answer.status == 200)
      #expect(try answer.read(IncidentDocument.self).id == one)
      #expect(try await desk.get("/incidents/1/links").read(Page.self).ids.isEmpty)
      #expect(try await desk.get("/incidents/2/links").read(Page.self).ids.isEmpty)
      let event = try #require(try await desk.timeline(of: other).last)
      #expect(event.kind == "incident.unlinked")
      #expect(event.before == ["linked_with": one])
      #expect(event.after == nil)
      let again = try await unlink(one, other, desk)
      #expect(again.status == 404)
      #expect(
        try again.problem.detail == "There is no link between incidents \(one) and \(other).")
    }
  }

  @Test func `links have pages, newest incident first`() async throws {
    let desk = try await desk(incidents: 8)
    for other in [3, 8, 1, 5, 2, 7, 6] as [Int64] { _ = try await link(4, other, desk) }
    _ = try await link(1, 2, desk)
    var ids: [Int64] = []
    var next = "/incidents/4/links?limit=3" as String?
    while let uri = next, ids.count < 100 {
      let answer = try await desk.get(uri)
      ids += try answer.read(Page.self).ids
      let link = answer.headers[.link]?.wholeMatch(of: /<(.+)>; rel="next"/)
      next = link.map { String($0.1) }
    }
    #expect(ids == [8, 7, 6, 5, 3, 2, 1])
  }

  @Test func `unknown incidents are not found, and another version is refused`() async throws {
    let desk = try await desk()
    #expect(try await link(1, 9, desk).problem.detail == "There is no incident 9.")
    #expect(try await link(9, 1, desk).status == 404)
    #expect(try await unlink(9, 1, desk).status == 404)
    #expect(try await desk.get("/incidents/9/links").status == 404)
    #expect(try await link(1, 2, desk, [.ifMatch: "\"7\""]).status == 412)
    _ = try await link(1, 2, desk, [.ifMatch: "\"1\""])
    #expect(try await unlink(1, 2, desk, [.ifMatch: "\"1\""]).status == 412)
    #expect(try await unlink(1, 2, desk, [.ifMatch: "\"2\""]).status == 200)
  }

  @Test func `a repeated request gets the answer again`() async throws {
    let desk = try await desk()
    let first = try await link(1, 2, desk, [.idempotencyKey: "k"])
    _ = try await unlink(1, 2, desk)
    let second = try await link(1, 2, desk, [.idempotencyKey: "k"])
    #expect(second.body == first.body)
    #expect(second.headers[.idempotencyReplayed] == "true")
    #expect(try await desk.get("/incidents/1/links").read(Page.self).ids.isEmpty)
  }

  @Test func `many who link the same at once, from both ends, make one link`() async throws {
    let desk = try await desk()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<16 {
        group.addTask {
          let isForth = number.isMultiple(of: 2)
          let answer = try await link(isForth ? 1 : 2, isForth ? 2 : 1, desk)
          #expect(answer.status == 200)
        }
      }
      try await group.waitForAll()
    }
    #expect(
      try await StoredEvent.all().map(\.kind).suffix(2) == ["incident.linked", "incident.linked"])
    #expect(try await StoredEvent.all().count == 4)
  }
}
