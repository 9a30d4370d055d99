import Domain
import Logging
import Metrics
import Postgres
import Relay
import ServiceLifecycle
import Synchronization

/// Brings what the ledger says to the endpoints that want it: at least once, in order for each
/// incident and endpoint, and each endpoint by itself. Any number of them can run side by side.
///
/// It has two connections beside the pool, so that requests never wait for it.
struct Courier: Service {
  /// How many messages one endpoint is sent at the same time, by each program: enough for a storm,
  /// since one that needs 50 ms for each answer gets 300 a second.
  static let slots = 16
  /// Between two looks: at what happened, and, while there is nobody to tell, at whether there is.
  private static let interval = Duration.milliseconds(250)
  private static let idle = Duration.seconds(5)

  private let client: DeliveryClient
  private let reader: Connection
  private let writer: Connection
  private let wakeUp = WakeUp()
  private let hands = Hands()
  private let delivered = Counter(label: "firstline_deliveries_delivered_total")
  private let failed = Counter(label: "firstline_deliveries_failed_total")
  private let dead = Counter(label: "firstline_deliveries_dead_total")

  init(_ database: Database, _ client: DeliveryClient) {
    self.client = client
    let lanes = database.lanes(2)
    (reader, writer) = (lanes[0], lanes[1])
  }

  /// Looks and sends until the program shuts down; what is being sent then is finished.
  func run() async throws {
    let (parcels, hand) = AsyncStream<(Parcel, Message)>.makeStream()
    await withDiscardingTaskGroup { group in
      group.addTask {
        await wakeUp.run(every: Self.interval, pause: .milliseconds(20)) { _ in
          for parcel in await lookPatiently() { hand.yield(parcel) }
        }
        hand.finish()
      }
      for await (parcel, message) in parcels {
        group.addTask {
          await deliver(parcel, message)
          // The next one of the same incident may go.
          wakeUp.ring()
        }
      }
    }
  }

  /// What the database refuses is looked for again at the next look.
  private func lookPatiently() async -> [(Parcel, Message)] {
    guard hands.mayLook else { return [] }
    do {
      return try await look()
    } catch {
      Logger.current.warning("cannot look for deliveries", metadata: ["error": "\(error)"])
      return []
    }
  }

  /// Queues what is new, and takes what is due in hand.
  func look() async throws -> [(Parcel, Message)] {
    guard try await reader.transaction({ try await ParcelQueries.follow($0) }) else {
      hands.rest(for: Self.idle)
      return []
    }
    let parcels = try await ParcelQueries.claim(busy: hands.busy, slots: Self.slots, reader)
    let (events, incidents) = try await ParcelQueries.contents(of: parcels, reader)
    let event = Dictionary(uniqueKeysWithValues: events.map { ($0.id, $0) })
    let incident = Dictionary(uniqueKeysWithValues: incidents.map { ($0.id, $0) })
    return parcels.map { parcel in
      hands.take(parcel.webhookID)
      return (
        parcel,
        Message(
          parcel, parcel.eventID.flatMap { event[$0] }, parcel.incidentID.flatMap { incident[$0] })
      )
    }
  }

  /// Sends a message and notes what became of it. Where that cannot be noted, the claim runs out,
  /// and it is sent again.
  func deliver(_ parcel: Parcel, _ message: Message) async {
    defer { hands.release(parcel.webhookID) }
    do {
      do {
        let status = try await client.send(parcel, message)
        try await ParcelQueries.deliver(parcel, status: status, writer)
        delivered.increment()
      } catch let failure as DeliveryFailure {
        try await note(failure, of: parcel)
      }
    } catch {
      Logger.current.warning(
        "cannot note what became of a delivery",
        metadata: ["delivery": "\(parcel.id)", "error": "\(error)"])
    }
  }

  private func note(_ failure: DeliveryFailure, of parcel: Parcel) async throws {
    failed.increment()
    let isDead = try await ParcelQueries.fail(parcel, failure, writer)
    if isDead == true { dead.increment() }
    Logger.current.log(
      level: isDead == true ? .error : .info,
      isDead == true ? "a delivery is dead" : "a delivery failed and will be tried again",
      metadata: [
        "delivery": "\(parcel.id)", "webhook": "\(parcel.webhook)",
        "attempt": "\(parcel.attempt)", "reason": "\(failure.reason)",
      ])
  }
}

/// What a courier has in hand, by webhook.
private final class Hands: Sendable {
  private struct State {
    var busy: [Int64: Int] = [:]
    var restsUntil = ContinuousClock.now
  }

  private let state = Mutex(State())

  var busy: [Int64: Int] { state.withLock { $0.busy } }

  var mayLook: Bool { state.withLock { ContinuousClock.now >= $0.restsUntil } }

  func rest(for pause: Duration) {
    state.withLock { $0.restsUntil = ContinuousClock.now + pause }
  }

  func take(_ webhook: Int64) { state.withLock { $0.busy[webhook, default: 0] += 1 } }

  func release(_ webhook: Int64) {
    state.withLock { state in
      let rest = state.busy[webhook, default: 0] - 1
      state.busy[webhook] = rest > 0 ? rest : nil
    }
  }
}
