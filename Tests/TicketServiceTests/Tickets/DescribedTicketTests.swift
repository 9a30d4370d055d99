import DatabaseTesting
import Domain
import HTTPTypes
import Postgres
import ServiceTesting
import Testing
import Web

/// Who reported a ticket, who works on it, and its tags.
@Suite(.database) struct DescribedTicketTests {
  private static let described = #"""
    {"title":"Printer","description":"Jams","requester":" bo@example.org ","assignee":"ann",
      "tags":["site:berlin","floor-2","site:berlin"]}
    """#
  private static let key: HTTPFields = [.idempotencyKey: "k"]

  @Test func `a report says who and by which words, and is read so`() async throws {
    let desk = await TestDesk.open()
    let answer = try await desk.post("/tickets", Self.described)
    #expect(answer.status == 201)
    let ticket = try answer.read(TicketDocument.self)
    #expect(ticket.requester == "bo@example.org")
    #expect(ticket.assignee == "ann")
    #expect(ticket.tags == ["floor-2", "site:berlin"])
    #expect(try await desk.get("/tickets/1").body == answer.body)
    #expect(try await desk.get("/tickets").read(PageDocument.self).items == [ticket])
    #expect(
      try await StoredEvent.all().map(\.after) == [
        """
        {"tags": ["floor-2", "site:berlin"], "title": "Printer", "status": "open", \
        "triage": {"matched": [{"term": "printer", "field": "title", "offset": 0}], \
        "ruleset": 1, "decided_by": "rules"}, "assignee": "ann", "category": "hardware", \
        "priority": "low", "requester": "bo@example.org"}
        """
      ])
  }

  @Test(arguments: [
    #"{"title":"Printer","description":"Jams"}"#,
    #"{"title":"Printer","description":"Jams","requester":null,"assignee":null,"tags":[]}"#,
  ])
  func `what nobody said is null or empty, and is not in the ledger`(body: String) async throws {
    let desk = await TestDesk.open()
    let answer = try await desk.post("/tickets", body)
    let nothing = #""requester":null,"assignee":null,"source":null,"tags":[],"triage""#
    #expect(answer.body.contains(nothing))
    let event = try #require(try await StoredEvent.all().first?.after)
    for member in ["requester", "assignee", "source", "tags"] { #expect(!event.contains(member)) }
    let stored: Bool? = try await TestDatabase.current.owner.value(
      """
      SELECT requester IS NULL AND assignee IS NULL AND tags = '{}'
      FROM intake.tickets
      """)
    #expect(stored == true)
  }

  @Test func `a repeated report gets the first answer, whatever was changed since`() async throws {
    let desk = await TestDesk.open()
    let first = try await desk.post("/tickets", Self.described, Self.key)
    _ = try await desk.patch(
      "/tickets/1", #"{"requester":null,"assignee":"eve","tags":["other"]}"#)
    let second = try await desk.post("/tickets", Self.described, Self.key)
    #expect(second.headers[.idempotencyReplayed] == "true")
    #expect(second.body == first.body)
  }

  @Test func `reports that come together keep each its own`() async throws {
    let desk = await TestDesk.open()
    try await withThrowingTaskGroup { group in
      for number in 0..<60 {
        group.addTask {
          let tags = (0..<(number % 4)).map { #""t\#(number)-\#($0)""# }.joined(separator: ",")
          let who = number.isMultiple(of: 3) ? "null" : #""r\#(number)""#
          let body = #"""
            {"title":"Printer","description":"\#(number)","requester":\#(who),"tags":[\#(tags)]}
            """#
          let key: HTTPFields = number.isMultiple(of: 5) ? [:] : [.idempotencyKey: "k\(number)"]
          let answer = try await desk.post("/tickets", body, key)
          let ticket = try answer.read(TicketDocument.self)
          #expect(ticket.requester == (number.isMultiple(of: 3) ? nil : "r\(number)"))
          #expect(ticket.tags == (0..<(number % 4)).map { "t\(number)-\($0)" })
          let location = try #require(answer.headers[.location])
          #expect(try await desk.get(location).body == answer.body)
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func `null takes a name away, new tags replace the old, the rest stays`() async throws {
    let desk = await TestDesk.open()
    _ = try await desk.post("/tickets", Self.described)
    let without = try await desk.patch("/tickets/1", #"{"requester":null,"tags":["vpn"]}"#)
      .read(TicketDocument.self)
    #expect(without.requester == nil)
    #expect(without.assignee == "ann")
    #expect(without.tags == ["vpn"])
    let empty = try await desk.patch("/tickets/1", #"{"assignee":null,"tags":[]}"#)
      .read(TicketDocument.self)
    #expect(empty.assignee == nil)
    #expect(empty.tags.isEmpty)
    let event = try #require(try await StoredEvent.all().last)
    #expect(event.before == #"{"tags": ["vpn"], "assignee": "ann"}"#)
    #expect(event.after == #"{"tags": [], "assignee": null}"#)
    let again = try await desk.patch("/tickets/1", #"{"status":"waiting"}"#)
      .read(TicketDocument.self)
    #expect(again.tags.isEmpty)
    #expect(again.requester == nil)
  }

  @Test func `the longest names and the most tags are stored`() async throws {
    let desk = await TestDesk.open()
    let requester = String(repeating: "ü", count: 254)
    let assignee = String(repeating: "🧯", count: 200)
    let tags = (10..<29).map { "\($0)" + String(repeating: "x", count: 48) } + ["null"]
    let list = tags.map { #""\#($0)""# }.joined(separator: ",")
    let body = #"""
      {"title":"a","description":"d","requester":"\#(requester)","assignee":"\#(assignee)",
        "tags":[\#(list)]}
      """#
    let ticket = try await desk.post("/tickets", body).read(TicketDocument.self)
    #expect(ticket.requester == requester)
    #expect(ticket.assignee == assignee)
    #expect(ticket.tags == tags)
    #expect(try await desk.get("/tickets/1").read(TicketDocument.self) == ticket)
  }

  private static let mistakes: [(String, [String])] = [
    (
      #"{"title":"a","description":"d","requester":"","assignee":7,"tags":"vpn"}"#,
      [
        "#/requester too_short: must not be empty", "#/assignee wrong_type: must be a string",
        "#/tags wrong_type: must be an array",
      ]
    ),
    (
      #"{"title":"a","description":"d","tags":["ok","",null,"VPN"]}"#,
      [
        "#/tags/1 too_short: must not be empty", "#/tags/2 wrong_type: must be a string",
        "#/tags/3 invalid_format: must be made of the letters a to z, digits, and the characters "
          + "- _ . :",
      ]
    ),
    (
      #"{"title":"a","description":"d","tags":[\#(String(repeating: "1,", count: 20))1]}"#,
      ["#/tags too_long: must have at most 20 elements, has 21"]
    ),
    (
      #"{"title":"a","description":"d","tags":null}"#, ["#/tags wrong_type: must be an array"]
    ),
  ]

  @Test(arguments: mistakes)
  func `every mistake is named, each tag for itself`(
    body: String, mistakes: [String]
  ) async throws {
    let desk = TestDesk.withoutDatabase
    #expect(try await desk.post("/tickets", body).problem.mistakes == mistakes)
    #expect(try await desk.patch("/tickets/1", body).problem.mistakes == mistakes)
  }

  @Test(arguments: [
    "assignee = ''", "requester = repeat('x', 255)", "tags = '{VPN}'", "tags = '{a,NULL}'",
    #"tags = '{"a,b"}'"#, "tags = array_fill('a'::text, ARRAY[21])", "tags = '{\"\"}'",
    "tags = '{{a},{b}}'", "tags = ARRAY[repeat('x', 51)]",
  ])
  func `the database refuses what the rules do not allow`(assignment: String) async throws {
    let desk = await TestDesk.open()
    _ = try await desk.report("Printer")
    let error = await #expect(throws: DatabaseError.self) {
      try await desk.database.execute("UPDATE intake.tickets SET \(unsafe: assignment)")
    }
    #expect(error?.sqlState == .checkViolation)
  }
}
