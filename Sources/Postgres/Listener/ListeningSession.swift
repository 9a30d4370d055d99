import CLibPQ
import Dispatch

/// A session that only listens. Everything after connecting is non-blocking: a readiness source
/// reads what arrives, a timer sends heartbeats, and both run on the actor's own queue.
actor ListeningSession {
  /// What there is to know about the session.
  enum Signal: Sendable {
    /// It listens on all channels from now on.
    case connected
    /// Something was notified on these channels, once or many times.
    case notified(Set<String>)
    /// The probe came back.
    case probed
    /// The other session has sent the probe, or has failed to.
    case probeSent(Bool)
    /// It answered a heartbeat; `probed` where a probe came back since the one before.
    case heartbeat(probed: Bool)

    /// True where it is time to send a probe.
    var asksForProbe: Bool {
      switch self {
      case .connected, .heartbeat: true
      case .notified, .probed, .probeSent: false
      }
    }
  }

  typealias Signals = AsyncThrowingStream<Signal, any Error>

  private let executor = SerialQueue(label: "firstline.postgres.listener")
  private let settings: ConnectionSettings
  private let probe: String
  private var handle: OpaquePointer?
  private var readiness: (any DispatchSourceRead)?
  private var timer: (any DispatchSourceTimer)?
  private var signals: Signals.Continuation?
  private var isStopped = false
  private var isWaiting = false
  private var probed = false

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private init(_ settings: ConnectionSettings, probe: String) {
    self.settings = settings
    self.probe = probe
  }

  /// Connects, listens, and tells what happens from then on, until nobody reads the signals any
  /// more. They end with an error when the session cannot be had, is lost or does not answer.
  ///
  /// Returns at once, so that nobody who is cancelled has to wait for a server.
  static func start(
    _ settings: ConnectionSettings, channels: [String], probe: String, heartbeat: Duration,
    _ signals: Signals.Continuation
  ) {
    let session = ListeningSession(settings, probe: probe)
    signals.onTermination = { _ in
      Task { await session.stop() }
    }
    Task { await session.open(channels: channels + [probe], heartbeat: heartbeat, signals) }
  }

  private func open(
    channels: [String], heartbeat: Duration, _ signals: Signals.Continuation
  ) {
    guard !isStopped else { return }
    do {
      let connection = try settings.open()
      handle = connection
      for channel in channels {
        let result = PQexec(connection, "LISTEN \(channel)")
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else {
          throw DatabaseError(result: result, on: connection)
        }
      }
      self.signals = signals
      startReading(connection)
      startHeartbeats(every: heartbeat)
      signals.yield(.connected)
    } catch {
      signals.finish(throwing: error)
    }
  }

  /// Ends the session and its signals.
  private func stop() {
    isStopped = true
    timer?.cancel()
    signals?.finish()
    if let readiness { readiness.cancel() } else { PQfinish(handle) }
    (readiness, timer, signals, handle) = (nil, nil, nil, nil)
  }

  private func startReading(_ connection: OpaquePointer) {
    let source = DispatchSource.makeReadSource(
      fileDescriptor: PQsocket(connection), queue: executor.queue)
    source.setEventHandler { [weak self] in self?.assumeIsolated { $0.read() } }
    // Not before: a descriptor that is closed while Dispatch watches it may come back as another
    // session's, which would go unwatched then.
    source.setCancelHandler { PQfinish(connection) }
    source.activate()
    readiness = source
  }

  private func startHeartbeats(every interval: Duration) {
    let source = DispatchSource.makeTimerSource(queue: executor.queue)
    source.schedule(deadline: .now() + interval.seconds, repeating: interval.seconds)
    source.setEventHandler { [weak self] in self?.assumeIsolated { $0.beat() } }
    source.activate()
    timer = source
  }

  /// Reads what has arrived: notifications, and the answer to a heartbeat.
  ///
  /// It reads twice: the server's last words and the end behind them are one event, after which the
  /// source is silent, and one read stops at the words.
  private func read() {
    guard let handle else { return }
    guard PQconsumeInput(handle) == 1, PQconsumeInput(handle) == 1,
      PQstatus(handle) == CONNECTION_OK
    else { return fail(lost()) }
    drainNotifications(handle)
    while isWaiting, PQisBusy(handle) == 0 {
      guard let result = PQgetResult(handle) else {
        isWaiting = false
        signals?.yield(.heartbeat(probed: probed))
        probed = false
        break
      }
      let failure =
        PQresultStatus(result) == PGRES_TUPLES_OK ? nil : DatabaseError(result: result, on: handle)
      PQclear(result)
      if let failure { return fail(failure) }
    }
    drainNotifications(handle)
  }

  private func drainNotifications(_ handle: OpaquePointer) {
    var heard: Set<String> = []
    while let notification = PQnotifies(handle) {
      let channel = String(cString: notification.pointee.relname)
      if channel == probe {
        probed = true
        signals?.yield(.probed)
      } else {
        heard.insert(channel)
      }
      PQfreemem(notification)
    }
    if !heard.isEmpty { signals?.yield(.notified(heard)) }
  }

  /// Asks the session for a sign of life; the one before must have been answered.
  private func beat() {
    guard let handle else { return }
    guard !isWaiting else {
      return fail(DatabaseError(connectionLost: "the session does not answer its heartbeat"))
    }
    isWaiting = true
    guard PQsendQuery(handle, "SELECT 1") == 1 else { return fail(lost()) }
    // A failed flush shows in the next read.
    _ = PQflush(handle)
  }

  private func lost() -> DatabaseError {
    DatabaseError(connectionLost: String(cString: PQerrorMessage(handle)).trimmingNewlines())
  }

  private func fail(_ error: DatabaseError) {
    signals?.finish(throwing: error)
    signals = nil
    stop()
  }
}
