import DatabaseTesting
import HTTPTypes
import ServiceTesting
import Testing

@Suite(.database) struct ConditionalChangeTests {
  /// A service with one ticket at version 2.
  private func changed() async throws -> TestDesk {
    let desk = await TestDesk.open()
    _ = try await desk.report("Printer", "Jams")
    _ = try await desk.patch("/tickets/1", #"{"title":"Printer jams"}"#)
    return desk
  }

  @Test(arguments: ["\"2\"", "*", "\"1\", \"2\"", " \"2\" "])
  func `who names the present version may change it`(condition: String) async throws {
    let desk = try await changed()
    let answer = try await desk.patch(
      "/tickets/1", #"{"status":"waiting"}"#, [.ifMatch: condition])
    #expect(answer.status == 200)
    #expect(answer.headers[.eTag] == "\"3\"")
  }

  @Test(arguments: ["\"1\"", "\"3\"", "W/\"2\"", "\"02\"", "\"other\"", "\"\""])
  func `who names another version may not, and learns the present one`(
    condition: String
  ) async throws {
    let desk = try await changed()
    let answer = try await desk.patch(
      "/tickets/1", #"{"status":"waiting"}"#, [.ifMatch: condition])
    #expect(answer.status == 412)
    #expect(answer.headers[.eTag] == "\"2\"")
    let problem = try answer.problem
    #expect(problem.slug == "precondition-failed")
    #expect(problem.detail == "If-Match does not name the present version, \"2\".")
    #expect(try await desk.get("/tickets/1").read(TicketDocument.self).status == "open")
  }

  @Test func `a stale version is refused before the status is looked at`() async throws {
    let desk = try await changed()
    _ = try await desk.patch("/tickets/1", #"{"status":"closed"}"#)
    let answer = try await desk.patch(
      "/tickets/1", #"{"status":"open"}"#, [.ifMatch: "\"2\""])
    #expect(answer.status == 412)
  }

  @Test func `of many who change the same version one succeeds`() async throws {
    let desk = try await changed()
    let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<16 {
        group.addTask {
          try await desk.patch(
            "/tickets/1", #"{"title":"Printer \#(number)"}"#, [.ifMatch: "\"2\""]
          ).status
        }
      }
      return try await group.reduce(into: [Int]()) { $0.append($1) }.sorted()
    }
    #expect(statuses == [200] + Array(repeating: 412, count: 15))
    #expect(try await StoredEvent.all().count == 3)
  }
}
