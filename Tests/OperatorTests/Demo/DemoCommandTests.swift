import Operator
import Testing

@Suite(.timeLimit(.minutes(1))) struct DemoCommandTests {
  @Test(arguments: ["--days=6", "--days=1001", "--seed=-1", "--nothing"])
  func `what is no number of days, or no seed, is refused`(argument: String) async throws {
    let ending = try await Firstline.run(["demo", argument])
    #expect(ending.status == 64)
    #expect(ending.output == "")
  }

  @Test func `without the services nothing is begun`() async throws {
    let ending = try await Firstline.run(["demo", "--programs", "/nonexistent"])
    #expect(ending.status == 78)
    #expect(ending.errors.contains("there is no program /nonexistent/ticket-service"))
  }

  @Test(arguments: [
    (
      "postgresql://owner:secret@db/firstline", "a b",
      "postgresql://db/firstline?user=ticket_service&password=a%20b"
    ),
    (
      "postgresql:///x?host=/run&user=owner", nil,
      "postgresql:///x?host=/run&user=owner&user=ticket_service"
    ),
    ("postgres://db", nil, "postgres://db?user=ticket_service"),
  ])
  func `a service connects as its own role`(url: String, password: String?, service: String) {
    #expect(RoleURL.make(of: url, role: "ticket_service", password: password) == service)
  }
}
