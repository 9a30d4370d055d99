import DatabaseTesting
import ServiceLifecycle
import Synchronization
import Testing

@testable import Relay

@Suite(.timeLimit(.minutes(1))) struct WakeUpTests {
  /// Does what it is told whenever its bell rings, and counts.
  private struct Worker: Service {
    let wakeUp = WakeUp()
    var interval = Duration.seconds(3_600)
    let work: @Sendable () async -> Void

    func run() async throws {
      await wakeUp.run(every: interval, work)
    }
  }

  /// How often something was done.
  private final class Count: Sendable {
    private let value = Atomic(0)
    var now: Int { value.load(ordering: .sequentiallyConsistent) }

    /// Adds one and returns the new count.
    @discardableResult
    func up() -> Int { value.add(1, ordering: .sequentiallyConsistent).newValue }
  }

  @Test func `the work is done at once and after a ring`() async throws {
    let count = Count()
    let worker = Worker { count.up() }
    try await running(worker) {
      #expect(await eventually { count.now == 1 })
      worker.wakeUp.ring()
      #expect(await eventually { count.now == 2 })
    }
    #expect(count.now == 2)
  }

  @Test func `a ring before the start is not work twice`() async throws {
    let count = Count()
    let worker = Worker { count.up() }
    for _ in 0..<5 { worker.wakeUp.ring() }
    try await running(worker) {
      #expect(await eventually { count.now == 1 })
      worker.wakeUp.ring()
      #expect(await eventually { count.now == 2 })
    }
  }

  @Test func `rings during the work are remembered as one`() async throws {
    let (begun, mayEnd, count) = (Latch(), Latch(), Count())
    let worker = Worker {
      guard count.up() == 1 else { return }
      begun.open()
      await mayEnd.wait()
    }
    try await running(worker) {
      await begun.wait()
      for _ in 0..<100 { worker.wakeUp.ring() }
      mayEnd.open()
      #expect(await eventually { count.now == 2 })
      worker.wakeUp.ring()
      #expect(await eventually { count.now == 3 })
    }
    #expect(count.now == 3)
  }

  @Test func `the timer rings by itself, again and again`() async throws {
    let count = Count()
    try await running(Worker(interval: .milliseconds(1)) { count.up() }) {
      #expect(await eventually { count.now > 5 })
    }
  }

  @Test func `a shutdown waits for the work in progress`() async throws {
    let (begun, mayEnd, ended) = (Latch(), Latch(), Count())
    let worker = Worker {
      begun.open()
      await mayEnd.wait()
      ended.up()
    }
    let group = ServiceGroup(services: [worker], logger: .silent)
    let hasEnded = Count()
    async let end: Void = {
      try await group.run()
      hasEnded.up()
    }()
    await begun.wait()
    await group.triggerGracefulShutdown()
    #expect(hasEnded.now == 0)
    mayEnd.open()
    try await end
    #expect(ended.now == 1)
  }

  @Test func `cancellation ends it too`() async throws {
    let begun = Latch()
    let worker = Worker { begun.open() }
    let task = Task { try await worker.run() }
    await begun.wait()
    task.cancel()
    try await task.value
  }
}
