import DatabaseTesting
import Foundation
import Postgres
import ServiceTesting
import Testing
import WebhookReceiver

@testable import IncidentService

@Suite(.database, .timeLimit(.minutes(2))) struct OrderTests {
  private static let life = ["incident.opened", "incident.resolved", "incident.closed"]

  @Test func `an endpoint that fails is told in order, and one incident never holds up another`()
    async throws
  {
    let decide: @Sendable (ReceivedPost, Int) -> ReceiverReply = { post, count in
      post.subject == "incidents/1" && count < 2 ? .answer(500) : .answer(204)
    }
    try await Receiver.run(decide) { receiver in
      let hooks = HookDesk()
      try await hooks.add("ops", receiver.url())
      try await hooks.desk.openIncidents(1...2)
      for id in Int64(1)...2 { try await hooks.desk.lead(id, to: "closed") }
      while try await hooks.round() > 0 {}
      #expect(receiver.posts.filter { $0.subject == "incidents/2" }.compactMap(\.kind) == Self.life)
      #expect(
        receiver.posts.filter { $0.subject == "incidents/1" }.compactMap(\.kind)
          == ["incident.opened"])
      for _ in 1...3 {
        try await TestDatabase.current.owner.execute(
          "UPDATE response.deliveries SET due_at = public.clock_now() WHERE delivered_at IS NULL")
        while try await hooks.round() > 0 {}
      }
      let told = receiver.posts.filter { $0.subject == "incidents/1" }.compactMap(\.kind)
      #expect(told.suffix(3) == Self.life[...])
      #expect(Set(told.dropLast(3)) == ["incident.opened"])
    }
  }

  @Test func `a dead message lets the next one go`() async throws {
    try await Receiver.run { _, count in
      .answer(count == 0 ? 410 : 204)
    } body: { receiver in
      let hooks = HookDesk()
      try await hooks.add("ops", receiver.url())
      try await hooks.desk.openIncidents(1...1)
      try await hooks.desk.lead(1, to: "acknowledged")
      while try await hooks.round() > 0 {}
      #expect(receiver.kinds == ["incident.opened", "incident.acknowledged"])
      #expect(try await hooks.deliveries().map(\.status) == ["dead", "delivered"])
    }
  }

  @Test func `while one endpoint says nothing, another is told`() async throws {
    try await Receiver.run { _, _ in
      .silence
    } body: { silent in
      try await Receiver.run { quick in
        let hooks = HookDesk()
        try await hooks.add("silent", silent.url())
        try await hooks.add("quick", quick.url())
        let courier = hooks.courier
        let running = Task { try await courier.run() }
        try await hooks.desk.openIncidents(1...Int64(Courier.slots + 8))
        #expect(await eventually { quick.posts.count == Courier.slots + 8 })
        #expect(await eventually { silent.posts.count == Courier.slots })
        #expect(try await hooks.deliveries(of: 1, "?status=delivered").isEmpty)
        running.cancel()
        _ = await running.result
        #expect(silent.posts.count == Courier.slots)
      }
    }
  }

  @Test func `several programs queue each event once`() async throws {
    try await Receiver.run { receiver in
      let hooks = HookDesk()
      try await hooks.add("one", receiver.url("/one"))
      try await hooks.add("two", receiver.url("/two"), #","kinds":["incident.opened"]"#)
      let couriers = (0..<4).map { _ in HookDesk.makeCourier() }
      try await withThrowingTaskGroup { group in
        group.addTask { try await hooks.desk.openIncidents(1...30) }
        for courier in couriers {
          group.addTask { for _ in 0..<20 { try await hooks.round(courier) } }
        }
        try await group.waitForAll()
      }
      while try await hooks.round() > 0 {}
      #expect(receiver.posts.count == 60)
      for path in ["/one", "/two"] {
        let subjects = receiver.posts.filter { $0.path == path }.compactMap(\.subject)
        #expect(Set(subjects).count == 30)
      }
    }
  }

  @Test func `what is committed late is told, and what was first at an incident is told first`()
    async throws
  {
    try await Receiver.run { receiver in
      let hooks = HookDesk()
      try await hooks.add("ops", receiver.url())
      try await hooks.desk.openIncidents(1...2)
      try await hooks.round()
      let owner = TestDatabase.current.owner
      try await owner.transaction { early in
        // Numbered before the other one, and committed after it.
        try await hooks.record("incident.noted", incident: 2, early)
        try await hooks.record("incident.acknowledged", incident: 1)
        while try await hooks.round() > 0 {}
        #expect(receiver.kinds.last == "incident.acknowledged")
        try await hooks.record("incident.resolved", incident: 1, early)
      }
      while try await hooks.round() > 0 {}
      #expect(receiver.posts.count == 5)
      #expect(
        receiver.posts.filter { $0.subject == "incidents/1" }.compactMap(\.kind)
          == ["incident.opened", "incident.acknowledged", "incident.resolved"])
    }
  }

  @Test func `without webhooks the place moves on, and nothing is queued`() async throws {
    let hooks = HookDesk()
    try await hooks.desk.openIncidents(1...1)
    // Transactions of the whole server hold it back, those of other tests included.
    let isThrough = try await eventually {
      #expect(try await hooks.round() == 0)
      let rest: Int? = try await TestDatabase.current.owner.value(
        """
        SELECT count(*)
        FROM ledger.events
        WHERE xid >= (SELECT xid FROM response.delivery_place)
        """)
      return rest == 0
    }
    #expect(isThrough)
    #expect(try await hooks.deliveriesInAll() == 0)
  }
}
