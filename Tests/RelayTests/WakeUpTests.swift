import DatabaseTesting
import ServiceLifecycle
import Synchronization
import Testing

@testable import Relay

@Suite(.timeLimit(.minutes(1))) struct WakeUpTests {
  /// Does what it is told whenever its bell rings, and counts.
  private struct Worker: Service {
    var wakeUp = WakeUp()
    var interval = Duration.seconds(3_600)
    let work: @Sendable (WakeUp.Cause) async -> Void

    func run() async throws {
      await wakeUp.run(every: interval, work)
    }
  }

  @Test func `the work is done at once and after a ring`() async throws {
    let count = Count()
    let worker = Worker { _ in count.up() }
    try await running(worker) {
      #expect(await eventually { count.now == 1 })
      worker.wakeUp.ring()
      #expect(await eventually { count.now == 2 })
    }
    #expect(count.now == 2)
  }

  @Test func `a ring before the start is not work twice`() async throws {
    let count = Count()
    let worker = Worker { _ in count.up() }
    for _ in 0..<5 { worker.wakeUp.ring() }
    try await running(worker) {
      #expect(await eventually { count.now == 1 })
      worker.wakeUp.ring()
      #expect(await eventually { count.now == 2 })
    }
  }

  @Test func `rings during the work are remembered as one`() async throws {
    let (mayEnd, count) = (Latch(), Count())
    let worker = Worker { _ in
      guard count.up() == 1 else { return }
      await mayEnd.wait()
    }
    try await running(worker) {
      #expect(await eventually { count.now == 1 })
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
    try await running(Worker(interval: .milliseconds(1)) { _ in count.up() }) {
      #expect(await eventually { count.now > 5 })
    }
  }

  @Test func `a shutdown waits for the work in progress`() async throws {
    let (begun, mayEnd, ended) = (Count(), Latch(), Count())
    let worker = Worker { _ in
      begun.up()
      await mayEnd.wait()
      ended.up()
    }
    let group = ServiceGroup(services: [worker], logger: .silent)
    let hasEnded = Count()
    async let end: Void = {
      try await group.run()
      hasEnded.up()
    }()
    #expect(await eventually { begun.now == 1 })
    await group.triggerGracefulShutdown()
    #expect(hasEnded.now == 0)
    mayEnd.open()
    try await end
    #expect(ended.now == 1)
  }

  @Test func `cancellation ends it too`() async throws {
    let begun = Count()
    let worker = Worker { _ in begun.up() }
    let task = Task { try await worker.run() }
    #expect(await eventually { begun.now == 1 })
    task.cancel()
    try await task.value
  }

  @Test func `the worker learns why it works, and a ring outweighs the timer`() async throws {
    let causes = Mutex<[WakeUp.Cause]>([])
    let (first, second) = (Latch(), Latch())
    let wakeUp = WakeUp()
    let worker = Worker(wakeUp: wakeUp, interval: .milliseconds(1)) { cause in
      let count = causes.withLock { causes in
        causes.append(cause)
        return causes.count
      }
      if count == 1 { await first.wait() }
      if count == 3 { await second.wait() }
    }
    try await running(worker) {
      #expect(await eventually { causes.withLock { $0.count } == 1 })
      wakeUp.ring()
      first.open()
      #expect(await eventually { causes.withLock { $0.count } == 3 })
      #expect(causes.withLock { $0 } == [.start, .ring, .timer])
      second.open()
    }
  }
}
