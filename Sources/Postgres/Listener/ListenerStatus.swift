/// How well notifications come through, as far as the listener knows.
package struct ListenerStatus: Sendable {
  /// What wakes the work.
  package enum Mode: String, CaseIterable, Sendable {
    /// Notifications come through: a probe sent from another session arrived.
    case listening
    /// There is a session, but notifications do not come through it; only the timer helps.
    case polling
    /// There is no session; only the timer helps, and only if another connection works.
    case disconnected
  }

  /// What wakes the work now.
  package var mode = Mode.disconnected

  /// When the session last answered; nil before the first time.
  package var lastHeartbeat: ContinuousClock.Instant?

  /// Why the mode is not `listening`, in words for the log and the health page.
  package var cause: String? = "not connected yet"

  /// How long ago the session last answered; nil before the first time.
  package var heartbeatAge: Duration? { lastHeartbeat.map { ContinuousClock.now - $0 } }
}
