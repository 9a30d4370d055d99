import DatabaseTesting
import Postgres
import Testing
import WebhookReceiver

@testable import IncidentService

@Suite(.database, .timeLimit(.minutes(2))) struct RetentionTests {
  private static let day = 86_400

  /// Forgets what is old, as the service does.
  private func forget() async throws {
    try await DeliveryQueries.forgetDelivered(
      TestDatabase.current.connect(as: "incident_service"))
  }

  @Test func `what was delivered is forgotten after 30 days, and what was not is kept`()
    async throws
  {
    try await Receiver.run { post, _ in
      switch post.subject {
      case "incidents/1": .answer(410)
      case "incidents/2": .answer(500)
      default: .answer(204)
      }
    } body: { receiver in
      let hooks = HookDesk()
      try await hooks.add("ops", receiver.url())
      try await hooks.desk.openIncidents(1...4)
      _ = try await hooks.desk.post("/webhooks/1/test")
      while try await hooks.round() > 0 {}
      let kept = ["dead", "delivered", "delivered", "delivered", "waiting"]
      #expect(try await hooks.deliveries().map(\.status).sorted() == kept)
      try await TestDatabase.current.fastForward(seconds: 30 * Self.day - 60)
      try await forget()
      #expect(try await hooks.deliveries().map(\.status).sorted() == kept)
      try await TestDatabase.current.fastForward(seconds: 30 * Self.day + 60)
      // Transactions of the whole server hold the place back, those of other tests included.
      let isForgotten = try await eventually {
        _ = try await hooks.courier.look()
        try await forget()
        return try await hooks.deliveriesInAll() == 2
      }
      #expect(isForgotten)
      #expect(try await hooks.deliveries().map(\.status) == ["dead", "waiting"])
      // Nothing is told anew.
      _ = try await hooks.courier.look()
      #expect(try await hooks.deliveriesInAll() == 2)
    }
  }

  @Test func `what would be queued anew is not forgotten yet`() async throws {
    try await Receiver.run { receiver in
      let hooks = HookDesk()
      try await hooks.add("ops", receiver.url())
      try await hooks.desk.openIncidents(1...1)
      while try await hooks.round() > 0 {}
      try await TestDatabase.current.fastForward(seconds: 31 * Self.day)
      try await TestDatabase.current.owner.execute("UPDATE response.delivery_place SET xid = '3'")
      try await forget()
      #expect(try await hooks.deliveries().map(\.status) == ["delivered"])
    }
  }
}
