import DatabaseTesting
import Foundation
import Postgres
import Testing

@Suite(.database, .timeLimit(.minutes(1))) struct ListenerRecoveryTests {
  @Test func `it reconnects when its session ends, and calls again`() async throws {
    let run = ListenerRun()
    for _ in 0..<3 {
      #expect(await eventually { run.mode == .listening })
      let backend = try #require(try await run.backend())
      run.forget()
      try await backend.terminate()
      #expect(await eventually { run.calls == 1 && run.mode == .listening })
      #expect(try await run.backend() != backend)
      run.forget()
      try await TestDatabase.current.owner.execute("SELECT pg_notify('seats', '')")
      #expect(await eventually { run.calls == 1 })
    }
    await run.stop()
  }

  @Test func `a session that lives on in name only is noticed, and replaced`() async throws {
    let run = ListenerRun(heartbeat: .milliseconds(50))
    #expect(await eventually { run.mode == .listening })
    let backend = try #require(try await run.backend())
    run.forget()
    backend.freeze()
    // A process that stands still also holds up every other test's DROP DATABASE.
    defer { backend.thaw() }
    #expect(await eventually { run.calls == 1 && run.mode == .listening })
    #expect(try await run.backend() != backend)
    await run.stop()
  }

  @Test func `two hundred reconnects leave no descriptor open`() async throws {
    let run = ListenerRun()
    #expect(await eventually { run.mode == .listening })
    let before = try openDescriptors()
    for _ in 0..<200 {
      run.forget()
      try #require(try await run.backend()).end()
      try #require(await eventually { run.calls == 1 })
    }
    // Tests beside this one open some of their own, and close them again.
    #expect(try await eventually { try openDescriptors() < before + 150 })
    await run.stop()
  }

  private func openDescriptors() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
  }
}
