import Logging
import Synchronization

/// Listens on channels and calls a function when there may be something to do.
///
/// A notification is a hint: the function is called after every (re)connect, with all channels, and
/// after every burst of notifications, with those that were heard. What they said, and how many
/// there were, it is never told. It must return at once.
///
/// The session does nothing else, so it never sits in a transaction and never holds up the
/// server's notification queue. A probe, sent by another session through `notify`, shows whether
/// notifications come through at all: through a pooler in transaction mode LISTEN succeeds and
/// then nothing ever arrives. A heartbeat on the session itself finds a half-open one.
package struct Listener: Sendable {
  private let settings: ConnectionSettings
  private let channels: [String]
  private let heartbeat: Duration
  private let notify: @Sendable (_ channel: String) async throws -> Void
  private let state = SharedStatus()

  /// - Parameters:
  ///   - settings: A direct connection, never one through a pooler.
  ///   - channels: Names of our own code; they become part of the SQL.
  ///   - heartbeat: How often the session must prove that it lives; it is given up after two.
  ///   - notify: Sends an empty notification on a channel from another session.
  package init(
    _ settings: ConnectionSettings, channels: [String], heartbeat: Duration = .seconds(5),
    notify: @escaping @Sendable (_ channel: String) async throws -> Void
  ) {
    self.settings = settings
    self.channels = channels
    self.heartbeat = heartbeat
    self.notify = notify
  }

  /// How well it goes now.
  package var status: ListenerStatus { state.value.withLock { $0 } }

  /// Listens until the task is cancelled, reconnecting with growing pauses.
  package func run(wake: @escaping @Sendable (_ channels: Set<String>) -> Void) async {
    var backOff = BackOff(from: .milliseconds(50), to: .seconds(2))
    while !Task.isCancelled {
      do {
        try await listen(wake) { backOff = BackOff(from: .milliseconds(50), to: .seconds(2)) }
      } catch is CancellationError {
        break
      } catch {
        set(.disconnected, cause: "\(error)")
        // Cut short by cancellation, which the loop sees.
        try? await Task.sleep(for: backOff.next())
      }
    }
    set(.disconnected, cause: Self.stopped)
  }

  /// One session, from connecting to losing it.
  private func listen(
    _ wake: @escaping @Sendable (Set<String>) -> Void, connected: () -> Void
  ) async throws {
    let probe = Probe()
    // Whoever reads never waits for anything else; so many signals say as much as more would.
    let (signals, continuation) = ListeningSession.Signals.makeStream(
      bufferingPolicy: .bufferingNewest(64))
    ListeningSession.start(
      settings, channels: channels, probe: probe.channel, heartbeat: heartbeat, continuation)
    try await withThrowingDiscardingTaskGroup { senders in
      var probing = Probe.Progress.notSent
      for try await signal in signals {
        switch signal {
        case .connected:
          connected()
          state.value.withLock { $0.lastHeartbeat = .now }
          set(.polling, cause: Self.probing)
          // LISTEN is in force; whatever was committed before it is found by looking.
          wake(Set(channels))
        case .notified(let channels):
          wake(channels)
        case .probed:
          set(.listening, cause: nil)
        case .probeSent(let isSent):
          probing = isSent ? .sent : .notSent
        case .heartbeat(let probed):
          state.value.withLock { $0.lastHeartbeat = .now }
          if !probed, probing == .sent { set(.polling, cause: Self.deaf) }
        }
        guard signal.asksForProbe, probing != .sending else { continue }
        probing = .sending
        // Beside the reading: another session may have to wait for its turn.
        senders.addTask { continuation.yield(.probeSent(await send(probe))) }
      }
      throw CancellationError()
    }
  }

  private static let stopped = "stopped"
  private static let probing = "probing"
  private static let deaf = """
    notifications do not come through; is there a pooler in transaction mode in between? \
    LISTEN_DATABASE_URL can name a direct connection
    """

  /// Sends the probe. One that cannot be sent says nothing about the listening session.
  private func send(_ probe: Probe) async -> Bool {
    do {
      try await notify(probe.channel)
      return true
    } catch {
      Logger.current.debug("cannot probe the listener", metadata: ["error": "\(error)"])
      return false
    }
  }

  private func set(_ mode: ListenerStatus.Mode, cause: String?) {
    let before = state.value.withLock { status in
      defer {
        status.mode = mode
        status.cause = cause
      }
      return status
    }
    guard before.mode != mode || before.cause != cause else { return }
    let metadata: Logger.Metadata = ["mode": "\(mode)", "cause": "\(cause ?? "none")"]
    if mode == .listening || cause == Self.probing || cause == Self.stopped {
      Logger.current.info("listener changed its mode", metadata: metadata)
    } else {
      Logger.current.warning("listener changed its mode", metadata: metadata)
    }
  }
}

/// A notification that goes out through another session and should come back through this one.
private struct Probe: Sendable {
  enum Progress {
    case notSent
    case sending
    case sent
  }

  /// A channel that nobody else listens on.
  let channel = "firstline_probe_\(UInt64.random(in: 0 ... .max))"
}

/// The status, behind a reference, because the listener itself is a value.
private final class SharedStatus: Sendable {
  let value = Mutex(ListenerStatus())
}
