package import Postgres
import ServiceLifecycle

/// Keeps a listener running, and rings bells for what it hears.
package struct ListeningService: Service {
  private let listener: Listener
  private let bells: [String: WakeUp]

  /// How well the listening goes.
  package var status: ListenerStatus { listener.status }

  /// - Parameters:
  ///   - settings: A direct connection.
  ///   - database: Sends the listener's probes.
  ///   - bells: What to ring for each channel.
  package init(
    _ settings: ConnectionSettings, database: Database, heartbeat: Duration = .seconds(5),
    bells: [String: WakeUp]
  ) {
    self.bells = bells
    listener = Listener(settings, channels: bells.keys.sorted(), heartbeat: heartbeat) { channel in
      try await EscalationQueries.notify(channel, database)
    }
  }

  package func run() async throws {
    let bells = bells
    await cancelWhenGracefulShutdown {
      await listener.run { channels in
        for channel in channels { bells[channel]?.ring() }
      }
    }
  }
}
