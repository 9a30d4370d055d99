import DatabaseTesting
import Postgres
import ServiceLifecycle
import Testing

@testable import Relay

@Suite(.database, .timeLimit(.minutes(1))) struct ListeningServiceTests {
  /// Counts how often its bell has woken it.
  private final class Sleeper: Service {
    let wakeUp = WakeUp()
    private let count = Count()
    var wakings: Int { count.now }

    func run() async throws {
      await wakeUp.run(every: .seconds(3_600)) { _ in count.up() }
    }
  }

  private func service(_ bells: [String: WakeUp]) -> ListeningService {
    ListeningService(
      TestDatabase.current.settings(role: "incident_service"), database: RelayDatabase.incidents,
      bells: bells)
  }

  @Test func `a notification rings the bell of its channel and no other`() async throws {
    let (one, other) = (Sleeper(), Sleeper())
    let service = service(["one": one.wakeUp, "other": other.wakeUp])
    try await running(service) {
      #expect(await eventually { service.status.mode == .listening })
      // The ring at the connection and the one at the start are remembered as one.
      try await running(one) {
        try await running(other) {
          #expect(await eventually { one.wakings == 1 && other.wakings == 1 })
          try await EscalationQueries.notify("one", RelayDatabase.owner)
          #expect(await eventually { one.wakings == 2 })
          #expect(other.wakings == 1)
          try await EscalationQueries.notify("other", RelayDatabase.owner)
          #expect(await eventually { other.wakings == 2 })
          #expect(one.wakings == 2)
        }
      }
    }
  }

  @Test func `every connection rings all bells, because something may have been missed`()
    async throws
  {
    let (one, other) = (Sleeper(), Sleeper())
    let service = service(["one": one.wakeUp, "other": other.wakeUp])
    try await running(one) {
      try await running(other) {
        #expect(await eventually { one.wakings == 1 && other.wakings == 1 })
        try await running(service) {
          #expect(await eventually { one.wakings == 2 && other.wakings == 2 })
        }
      }
    }
  }

  @Test func `a shutdown ends it`() async throws {
    let service = service(["one": WakeUp()])
    try await running(service) {
      #expect(await eventually { service.status.mode == .listening })
    }
    #expect(service.status.mode == .disconnected)
    #expect(service.status.cause == "stopped")
  }
}
