import DatabaseTesting
import Domain
import Postgres
import ServiceTesting
import Synchronization
import Testing
import WebhookReceiver

@testable import IncidentService

/// An endpoint that does everything wrong that an endpoint can.
@Suite(.database, .timeLimit(.minutes(3))) struct FaultyReceiverTests {
  /// What was done with messages: half of them fail, in three ways.
  private final class Faults: Sendable {
    let counts = Mutex<[String: Int]>([:])

    func draw(_ count: Int) -> ReceiverReply {
      var draws = SplitMix(seed: UInt64(count))
      guard Bool.random(using: &draws) else {
        note("late")
        return .answerLate(204, after: .milliseconds(Int.random(in: 10...100, using: &draws)))
      }
      switch Int.random(in: 0..<3, using: &draws) {
      case 0:
        note("refused")
        return .answer([500, 503, 404, 302].randomElement(using: &draws) ?? 500)
      case 1:
        note("dropped")
        return .hangUp
      default:
        note("too late")
        return .silence
      }
    }

    private func note(_ kind: String) { counts.withLock { $0[kind, default: 0] += 1 } }
  }

  private static let incidents = Int64(1)...5

  @Test func `who fails half of the time, is slow and hangs up gets every event, in order, signed`()
    async throws
  {
    let faults = Faults()
    try await Receiver.run { _, count in
      faults.draw(count)
    } body: { receiver in
      let hooks = HookDesk()
      var secrets: [String: String] = [:]
      for name in ["one", "two"] {
        let hook = try await hooks.add(name, receiver.url("/\(name)"))
        secrets["/\(name)"] = hook.secret
      }
      try await hooks.desk.openIncidents(Self.incidents)
      for id in Self.incidents {
        for move in ["acknowledge", "resolve", "reopen", "resolve"] {
          _ = try await hooks.desk.post("/incidents/\(id)/\(move)")
        }
        _ = try await hooks.desk.patch("/incidents/\(id)", json: #"{"status":"closed"}"#)
      }
      try await deliverAll(hooks)

      for (path, secret) in secrets {
        let posts = receiver.posts.filter { $0.path == path }
        #expect(posts.allSatisfy { $0.isSigned(by: secret) })
        for id in Self.incidents {
          let told = posts.filter { $0.subject == "incidents/\(id)" }.compactMap(\.eventID)
          let events = try await events(of: id)
          #expect(events.count == 6)
          #expect(told == told.sorted(), "incident \(id) of \(path)")
          #expect(Set(told) == Set(events), "incident \(id) of \(path)")
        }
      }
      // Otherwise nothing of it was tried.
      let counts = faults.counts.withLock { $0 }
      #expect(counts.count == 4 && counts.values.allSatisfy { $0 > 3 }, "\(counts)")
    }
  }

  /// Has two programs send until nothing waits; who is to be tried again is tried at once.
  private func deliverAll(_ hooks: HookDesk) async throws {
    let couriers = (0..<2).map { _ in HookDesk.makeCourier(timeout: .milliseconds(400)) }
    repeat {
      try await TestDatabase.current.owner.execute(
        "UPDATE response.deliveries SET due_at = public.clock_now() WHERE delivered_at IS NULL")
      try await withThrowingTaskGroup { group in
        for courier in couriers { group.addTask { _ = try await hooks.round(courier) } }
        try await group.waitForAll()
      }
    } while try await waiting() > 0
  }

  private func waiting() async throws -> Int {
    try await TestDatabase.current.owner.value(
      """
      SELECT greatest(60 - count(*), 0) + count(*) FILTER (WHERE delivered_at IS NULL)
      FROM response.deliveries
      """) ?? 0
  }

  private func events(of incident: Int64) async throws -> [Int64] {
    try await TestDatabase.current.owner.values(
      "SELECT id FROM ledger.events WHERE incident_id = \(incident) ORDER BY id")
  }
}
