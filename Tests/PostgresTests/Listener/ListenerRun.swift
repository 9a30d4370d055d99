import DatabaseTesting
import Postgres
import Synchronization

/// A listener of the test's database at work, and what it has called for.
final class ListenerRun: Sendable {
  private struct Heard {
    var calls = 0
    var channels: Set<String> = []
  }

  static let applicationName = "listener"

  let listener: Listener
  private let heard = Mutex(Heard())
  private let task = Mutex<Task<Void, Never>?>(nil)

  /// - Parameter notify: Sends the probe; by default through the owner's pool.
  init(
    url: String? = nil, channels: [String] = ["seats"], heartbeat: Duration = .milliseconds(100),
    notify: (@Sendable (String) async throws -> Void)? = nil
  ) {
    let owner = TestDatabase.current.owner
    let settings = ConnectionSettings(
      url: url ?? TestDatabase.current.url(), applicationName: Self.applicationName)
    listener = Listener(
      settings, channels: channels, heartbeat: heartbeat,
      notify: notify ?? { try await owner.execute("SELECT pg_notify(\($0), '')") })
    let run = Task { [listener] in await listener.run { self.hear($0) } }
    task.withLock { $0 = run }
  }

  /// How often it has called.
  var calls: Int { heard.withLock { $0.calls } }

  /// On which channels, since ``forget()``.
  var channels: Set<String> { heard.withLock { $0.channels } }

  var mode: ListenerStatus.Mode { listener.status.mode }

  /// The session that listens now.
  func backend() async throws -> Backend? {
    try await Backend.named(Self.applicationName)
  }

  /// Forgets what it has called for.
  func forget() {
    heard.withLock { $0 = Heard() }
  }

  /// Ends the run, and returns when it has ended.
  func stop() async {
    let run = task.withLock { $0 }
    run?.cancel()
    await run?.value
  }

  private func hear(_ channels: Set<String>) {
    heard.withLock { heard in
      heard.calls += 1
      heard.channels.formUnion(channels)
    }
  }
}
