import DatabaseTesting
import HTTPTypes
import ServiceTesting
import Testing
import Web

@Suite(.database) struct ReadTicketTests {
  @Test(arguments: ["\"1\"", "W/\"1\"", "\"7\", \"1\"", "*"])
  func `who has the present version is not sent it again`(condition: String) async throws {
    let desk = await TestDesk.open()
    _ = try await desk.report("Printer")
    let answer = try await desk.get("/tickets/1", [.ifNoneMatch: condition])
    #expect(answer.status == 304)
    #expect(answer.body.isEmpty)
    #expect(answer.headers[.eTag] == "\"1\"")
  }

  @Test func `who has an older version is sent the present one`() async throws {
    let desk = await TestDesk.open()
    _ = try await desk.report("Printer")
    _ = try await desk.patch("/tickets/1", #"{"title":"Printer on floor 2"}"#)
    let answer = try await desk.get("/tickets/1", [.ifNoneMatch: "\"1\""])
    #expect(answer.status == 200)
    #expect(answer.headers[.eTag] == "\"2\"")
    #expect(try answer.read(TicketDocument.self).title == "Printer on floor 2")
  }

  @Test(arguments: [1, Int64.max])
  func `an unknown ticket is not found`(id: Int64) async throws {
    let desk = await TestDesk.open()
    for answer in [
      try await desk.get("/tickets/\(id)"),
      try await desk.get("/tickets/\(id)", [.ifNoneMatch: "*"]),
      try await desk.patch("/tickets/\(id)", #"{"status":"closed"}"#),
      try await desk.patch("/tickets/\(id)", #"{"status":"closed"}"#, [.ifMatch: "*"]),
    ] {
      #expect(answer.status == 404)
      let problem = try answer.problem
      #expect(problem.slug == "not-found")
      #expect(problem.detail == "There is no ticket \(id).")
      #expect(problem.errors == nil)
    }
  }

  @Test(arguments: ["/tickets/1", "/tickets/1/", "/tickets", "/tickets/"])
  func `HEAD answers what GET does, without the body`(path: String) async throws {
    let desk = await TestDesk.open()
    _ = try await desk.report("Printer")
    let get = try await desk.get(path)
    let head = try await desk.ask(.head, path)
    #expect(head.status == 200)
    for name in [HTTPField.Name.eTag, .contentType, .contentLength] {
      #expect(head.headers[name] == get.headers[name])
    }
    #expect(head.headers[.contentLength] == String(get.body.utf8.count))
  }

  @Test func `a path is the same with a slash at its end`() async throws {
    let desk = await TestDesk.open()
    let made = try await desk.post("/tickets/", #"{"title":"Printer","description":"Jams"}"#)
    #expect(made.status == 201)
    #expect(made.headers[.location] == "/tickets/1")
    #expect(try await desk.get("/tickets/1/").body == made.body)
    #expect(try await desk.patch("/tickets/1/", #"{"status":"waiting"}"#).status == 200)
    let listed = try await desk.get("/tickets/?limit=1").read(PageDocument.self)
    #expect(listed.ids == [1])
  }
}
