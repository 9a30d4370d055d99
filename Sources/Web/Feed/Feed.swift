import Domain
import Logging
import NIOCore
package import Postgres
import ServiceLifecycle
import Synchronization

/// Everything that the ledger has, in an order that never skips a late commit, for any number of
/// streams.
///
/// New events are read once, whoever follows, and given out from memory. While nobody does, nothing
/// is read. As a service of its program it reads, and has every stream say from time to time that
/// it is alive.
package final class Feed: Service {
  private struct State {
    var bells: [Int: AsyncStream<Void>.Continuation] = [:]
    var lastNumber = 0
    /// The latest events; nil while nobody follows, and until the place to begin is known.
    var buffer: FeedBuffer?
    var beats = 0
  }

  private let limits: FeedLimits
  private let state = Mutex(State())
  /// A connection of its own: news must not wait for those who read what is old.
  private let lane: Connection
  private let pages: SharedTrip<LedgerPosition, FeedBatch?>
  private let wakeUps: AsyncStream<Void>
  private let wakeUp: AsyncStream<Void>.Continuation

  /// A feed that gives out nothing before it runs. Its two connections are beside the pool.
  package init(_ database: Database, _ limits: FeedLimits = FeedLimits()) {
    self.limits = limits
    lane = database.lanes(1)[0]
    (wakeUps, wakeUp) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    let page = limits.page
    pages = SharedTrip(
      lanes: database.lanes(1), crowd: 1, largestBatch: 100, longestLine: limits.subscribers
    ) { positions, lane in
      await Self.read(positions, limit: page, lane)
    }
  }

  /// How many streams are open.
  package var subscribers: Int { state.withLock { $0.bells.count } }

  package func run() async throws {
    await cancelWhenGracefulShutdown {
      await withTaskGroup { group in
        group.addTask { await self.beat() }
        // Ends by cancellation.
        for await _ in self.wakeUps { await self.follow() }
        group.cancelAll()
      }
    }
  }
}

// MARK: - Subscribers

extension Feed {
  /// A place among the subscribers for as long as the value lives; nil where all are taken.
  func subscribe() -> FeedSubscription? {
    let (rings, bell) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let number: Int? = state.withLock { state in
      guard state.bells.count < limits.subscribers else { return nil }
      state.lastNumber += 1
      state.bells[state.lastNumber] = bell
      return state.lastNumber
    }
    guard let number else { return nil }
    bell.yield()
    wakeUp.yield()
    return FeedSubscription(feed: self, number: number, rings: rings, bell: bell)
  }

  /// Gives the place back.
  func leave(_ number: Int) {
    // Out of the lock: a bell that nobody hears any more may be the last to hold something.
    let bell = state.withLock { $0.bells.removeValue(forKey: number) }
    bell?.finish()
  }

  /// What there is for who has read up to `position`, and how often all were told that the stream
  /// is alive.
  func find(after position: LedgerPosition) -> (FeedBuffer.Finding, beats: Int) {
    state.withLock { ($0.buffer?.find(after: position) ?? .nothing, $0.beats) }
  }

  /// Reads from the database what stands behind a place: the first of it, and whether there may be
  /// more. Who reads on from the same place at the same time shares the query.
  func read(after position: LedgerPosition) async throws -> (FeedBatch?, isAll: Bool) {
    let batch = try await pages.submit(position)
    return (batch, isAll: (batch?.count ?? 0) < limits.page)
  }

  private static func read(
    _ positions: [LedgerPosition], limit: Int, _ lane: Connection
  ) async -> [Result<FeedBatch?, any Error>] {
    var results: [LedgerPosition: Result<FeedBatch?, any Error>] = [:]
    for position in Set(positions) {
      do {
        let events = try await FeedQueries.events(after: position, limit: limit, lane)
        results[position] = .success(FeedBatch(events, after: position))
      } catch {
        results[position] = .failure(error)
      }
    }
    return positions.map { results[$0] ?? .success(nil) }
  }
}

// MARK: - Following

extension Feed {
  /// Reads what is new until nobody follows any more. What the database refuses is read later: the
  /// place stays.
  private func follow() async {
    var backOff = BackOff(from: limits.interval, to: .seconds(2))
    while isFollowed {
      do {
        let isAll = try await readOn()
        if isAll { try await Task.sleep(for: limits.interval) }
        backOff = BackOff(from: limits.interval, to: .seconds(2))
      } catch {
        if Task.isCancelled { return }
        Logger.current.warning("cannot read new events", metadata: ["error": "\(error)"])
        // Cut short by cancellation, which the next query sees.
        try? await Task.sleep(for: backOff.next())
      }
    }
  }

  private var isFollowed: Bool {
    state.withLock { state in
      if state.bells.isEmpty { state.buffer = nil }
      return !state.bells.isEmpty
    }
  }

  /// Reads once, and says whether there is no more.
  private func readOn() async throws -> Bool {
    guard let start = state.withLock({ $0.buffer?.end }) else {
      let end = try await FeedQueries.end(lane)
      state.withLock { $0.buffer = FeedBuffer(end: end, limit: limits.memory) }
      ringAll()
      return false
    }
    let events = try await FeedQueries.events(after: start, limit: limits.page, lane)
    guard let batch = FeedBatch(events, after: start) else { return true }
    state.withLock { $0.buffer?.append(batch) }
    ringAll()
    return batch.count < limits.page
  }

  private func beat() async {
    // Ends by cancellation, which is how a sleep says so.
    while (try? await Task.sleep(for: limits.heartbeat)) != nil {
      state.withLock { $0.beats += 1 }
      ringAll()
    }
  }

  private func ringAll() {
    for bell in state.withLock({ Array($0.bells.values) }) { bell.yield() }
  }
}
