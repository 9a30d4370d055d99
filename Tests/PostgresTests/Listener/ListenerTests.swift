import DatabaseTesting
import Postgres
import Synchronization
import Testing

@Suite(.database, .timeLimit(.minutes(1))) struct ListenerTests {
  private var owner: Database { TestDatabase.current.owner }

  private func notify(_ channel: String = "seats") async throws {
    try await owner.execute("SELECT pg_notify(\(channel), '')")
  }

  @Test func `it calls once it is connected, for all of its channels`() async throws {
    let run = ListenerRun(channels: ["seats", "rows"])
    #expect(await eventually { run.calls == 1 })
    #expect(run.channels == ["seats", "rows"])
    #expect(await eventually { run.mode == .listening })
    #expect(run.listener.status.cause == nil)
    #expect(run.calls == 1)
    await run.stop()
  }

  @Test func `it calls for a notification, with the channel that was heard`() async throws {
    let run = ListenerRun(channels: ["seats", "rows"])
    #expect(await eventually { run.mode == .listening })
    run.forget()
    try await notify("rows")
    #expect(await eventually { run.channels == ["rows"] })
    #expect(run.calls == 1)
    await run.stop()
  }

  @Test func `what was notified while it connects is covered by its first call`() async throws {
    // Every call comes after LISTEN, so whatever is committed before one of them is found.
    let run = ListenerRun()
    #expect(await eventually { run.calls >= 1 })
    run.forget()
    try await notify()
    #expect(await eventually { run.calls == 1 })
    await run.stop()
  }

  @Test func `ten thousand notifications are a few calls`() async throws {
    let run = ListenerRun()
    #expect(await eventually { run.mode == .listening })
    run.forget()
    try await owner.execute(
      "SELECT pg_notify('seats', number::text) FROM generate_series(1, 10000) AS number")
    let sent = ContinuousClock.now
    #expect(await eventually { run.calls >= 1 })
    // The answer to a later heartbeat stands behind all of them.
    #expect(
      await eventually {
        run.listener.status.lastHeartbeat.map { $0 > sent + .milliseconds(150) } == true
      })
    #expect(run.calls <= 100)
    await run.stop()
  }

  @Test func `the heartbeat's age is that of the last answer`() async throws {
    let run = ListenerRun(heartbeat: .milliseconds(50))
    #expect(run.listener.status.heartbeatAge == nil)
    #expect(await eventually { run.listener.status.heartbeatAge != nil })
    let first = try #require(run.listener.status.lastHeartbeat)
    #expect(await eventually { run.listener.status.lastHeartbeat.map { $0 > first } == true })
    await run.stop()
  }

  @Test func `a probe that never comes back means polling, until one does`() async throws {
    let isDeaf = Mutex(true)
    let owner = owner
    let run = ListenerRun(heartbeat: .milliseconds(50)) { channel in
      if isDeaf.withLock(\.self) { return }
      try await owner.execute("SELECT pg_notify(\(channel), '')")
    }
    #expect(await eventually { run.listener.status.cause?.contains("pooler") == true })
    #expect(run.mode == .polling)
    isDeaf.withLock { $0 = false }
    #expect(await eventually { run.mode == .listening })
    #expect(run.listener.status.cause == nil)
    isDeaf.withLock { $0 = true }
    #expect(await eventually { run.mode == .polling })
    await run.stop()
  }

  @Test func `a probe that cannot be sent says nothing about the session`() async throws {
    let run = ListenerRun(heartbeat: .milliseconds(30)) { _ in throw OnPurpose() }
    #expect(await eventually { run.listener.status.heartbeatAge != nil })
    let first = try #require(run.listener.status.lastHeartbeat)
    #expect(
      await eventually {
        run.listener.status.lastHeartbeat.map { $0 > first + .milliseconds(90) } == true
      })
    #expect(run.mode == .polling)
    #expect(run.listener.status.cause == "probing")
    await run.stop()
  }

  @Test func `a probe that is long in being sent holds up neither calls nor the end`() async throws
  {
    let run = ListenerRun { _ in for await _ in AsyncStream<Never>.makeStream().stream {} }
    #expect(await eventually { run.calls == 1 })
    try await notify()
    #expect(await eventually { run.calls == 2 })
    #expect(await eventually { run.listener.status.heartbeatAge != nil })
    await run.stop()
  }

  @Test func `once stopped it is disconnected, and its session gone`() async throws {
    let run = ListenerRun()
    #expect(await eventually { run.mode == .listening })
    await run.stop()
    #expect(run.mode == .disconnected)
    #expect(try await eventually { try await run.backend() == nil })
  }

  @Test func `it can be stopped while a server keeps it waiting`() async throws {
    let server = try SilentServer()
    let run = ListenerRun(url: "postgresql://u@127.0.0.1:\(server.number)/db?sslmode=disable")
    await run.stop()
    #expect(run.calls == 0)
    #expect(server.number > 0)
  }

  @Test func `without a server it is disconnected, and says why`() async throws {
    let run = ListenerRun(url: "postgresql://u@127.0.0.1:1/db")
    #expect(await eventually { run.listener.status.cause?.contains("port 1") == true })
    #expect(run.mode == .disconnected)
    await run.stop()
  }
}
