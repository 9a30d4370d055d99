import DatabaseTesting
import Domain
import Postgres
import Relay
import ServiceTesting
import Testing

@testable import IncidentService

@Suite(.database) struct SweepTests {
  private typealias Page = PageDocument<IncidentDocument>

  private let database: Database
  private let sweeper: Sweeper
  private let desk: TestDesk

  init() {
    database = TestDatabase.current.connect(as: "incident_service")
    sweeper = Sweeper(database: database, interval: .seconds(3600), open: IncidentQueries.open)
    desk = TestDesk(database)
  }

  /// The tickets of all incidents, sorted.
  private func incidents() async throws -> [Int64] {
    try await TestDatabase.current.owner.values(
      "SELECT ticket_id FROM response.incidents ORDER BY ticket_id, id")
  }

  private func waiting() async throws -> Int? {
    try await TestDatabase.current.owner.value("SELECT count(*) FROM relay.escalations")
  }

  @Test func `what waits becomes incidents with the origin of the ticket`() async throws {
    let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    try await StoredTicket.insert(1...3, title: "Phishing mail")
    try await StoredTicket.queue(
      [1, 2, 3],
      origin: Origin(
        actor: "ann", requestID: "req-1", traceParent: TraceParent(header: trace)))
    #expect(try await sweeper.sweep() == 3)
    #expect(try await incidents() == [1, 2, 3])
    #expect(try await waiting() == 0)
    let incident = try #require(
      try await desk.get("/incidents?ticket_id=2").read(Page.self).items.first)
    #expect(incident.title == "Phishing mail")
    #expect(incident.severity == "high")
    #expect(incident.status == "open")
    let events = try await StoredEvent.all()
    #expect(events.map(\.ticketID) == [1, 2, 3])
    for event in events {
      #expect(event.kind == "incident.opened")
      #expect(event.actor == "ann")
      #expect(event.requestID == "req-1")
      #expect(event.traceParent == trace)
    }
  }

  @Test func `nothing that waits is nothing to do`() async throws {
    #expect(try await sweeper.sweep() == 0)
    #expect(try await incidents() == [])
  }

  @Test func `a ticket that was queued twice becomes one incident`() async throws {
    try await StoredTicket.insert(1...2)
    try await StoredTicket.queue([1, 2, 1, 1])
    #expect(try await sweeper.sweep() == 4)
    #expect(try await incidents() == [1, 2])
    #expect(try await StoredEvent.all().count == 2)
    #expect(try await waiting() == 0)
  }

  @Test func `a ticket that has an open incident keeps it`() async throws {
    try await StoredTicket.insert(1...2)
    let before = try await desk.post("/incidents/1")
    try await StoredTicket.queue([1, 2])
    #expect(try await sweeper.sweep() == 2)
    #expect(try await incidents() == [1, 2])
    #expect(try await desk.get("/incidents/1").body == before.body)
    #expect(try await waiting() == 0)
  }

  @Test func `a ticket whose incident is resolved becomes another one`() async throws {
    try await StoredTicket.insert(1...1)
    _ = try await desk.post("/incidents/1")
    _ = try await desk.post("/incidents/1/resolve")
    try await StoredTicket.queue([1])
    try await sweeper.sweep()
    #expect(try await incidents() == [1, 1])
  }

  @Test func `an incident is as severe as its ticket was when it was queued`() async throws {
    try await StoredTicket.insert(1...1, priority: .low)
    try await StoredTicket.queue([1], severity: .medium)
    try await sweeper.sweep()
    let incident = try #require(try await desk.get("/incidents").read(Page.self).items.first)
    #expect(incident.severity == "medium")
  }

  @Test func `a ticket that is missing is put off and stops nobody`() async throws {
    try await StoredTicket.insert(1...3)
    try await StoredTicket.queue([1, 999, 2, 3])
    try await sweeper.sweep()
    #expect(try await incidents() == [1, 2, 3])
    let left = try await TestDatabase.current.owner.query(
      """
      SELECT attempts, last_error
      FROM relay.escalations
      WHERE ticket_id = 999
        AND due_at > public.clock_now()
        AND died_at IS NULL
      """, as: Pair<Int, String>.self)
    #expect(left.map(\.first) == [1])
    #expect(left.map(\.second) == ["23503: there is no ticket 999"])
    #expect(try await waiting() == 1)
    try await StoredTicket.insert(999...999)
    try await TestDatabase.current.fastForward(seconds: 3600)
    #expect(try await sweeper.sweep() == 1)
    #expect(try await incidents() == [1, 2, 3, 999])
    #expect(try await waiting() == 0)
  }

  @Test func `the lag is what passed since the ticket became escalatable`() async throws {
    try await StoredTicket.insert(1...1)
    try await StoredTicket.queue([1])
    let short = try await lag()
    #expect(short >= .zero && short < .seconds(60))
    _ = try await desk.post("/incidents/1/resolve")
    try await StoredTicket.queue([1])
    try await TestDatabase.current.fastForward(seconds: 600)
    let long = try await lag()
    #expect(long >= .seconds(600) && long < .seconds(660))
  }

  /// Takes the one row that waits, and says what the service reports of it.
  private func lag() async throws -> Duration {
    let lags = Latest()
    let sweeper = Sweeper(database: database, interval: .seconds(3600)) {
      let found = try await IncidentQueries.open($0, $1)
      await lags.set(found)
      return found
    }
    try await sweeper.sweep()
    let stored: Int64? = try await TestDatabase.current.owner.value(
      """
      SELECT (extract(epoch FROM created_at - escalatable_at) * 1000000)::bigint
      FROM response.incidents
      ORDER BY id DESC
      LIMIT 1
      """)
    let lag = try #require(await lags.value.first ?? nil)
    #expect(await lags.value.count == 1)
    #expect(lag == .microseconds(try #require(stored)))
    return lag
  }

  private actor Latest {
    var value: [Duration?] = []
    func set(_ value: [Duration?]) { self.value = value }
  }
}
