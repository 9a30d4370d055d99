import Domain
import Foundation
import Postgres

/// Does to a desk what a fault says, and sets it right again as a supervisor would: what was ended
/// is started at once.
struct Saboteur: Sendable {
  let desk: ChaosDesk
  let record: ChaosRecord

  /// Returns when everything that was ended is there again.
  func inflict(_ fault: Fault) async throws {
    var draws = SplitMix(seed: fault.seed)
    switch fault.kind {
    case .killTicketService:
      await desk.tickets.kill()
      try await desk.tickets.start()
    case .killIncidentService:
      await desk.incidents.kill()
      try await desk.incidents.start()
    case .restartTicketService:
      try await restart(desk.tickets)
    case .restartIncidentService:
      try await restart(desk.incidents)
    case .terminateSessions:
      try await terminateSessions(&draws)
    case .crashPostgres:
      try await desk.postgres.crash()
      try await pause(draws.milliseconds(0...1_000))
      try await desk.postgres.start()
    case .stopListener:
      try await stopListener(for: draws.milliseconds(1_000...12_000))
    case .secondIncidentService:
      try await desk.spare.start()
      try await pause(draws.milliseconds(200...1_000))
      await desk.incidents.kill()
      try await pause(draws.milliseconds(0...500))
      try await desk.incidents.start()
      await stop(desk.spare)
    case .rollingRestart:
      try await restart(desk.tickets)
      try await restart(desk.incidents)
    }
  }

  private func restart(_ service: SupervisedService) async throws {
    await stop(service)
    try await service.start()
  }

  private func stop(_ service: SupervisedService) async {
    if let complaint = await service.stop() { record.complain(complaint) }
  }

  /// Ends each session of the services with the same chance, in several waves.
  private func terminateSessions(_ draws: inout SplitMix) async throws {
    for _ in 0..<Int.random(in: 1...5, using: &draws) {
      let sessions = try await ChaosQueries.sessions(desk.postgres.owner)
      let chosen = sessions.filter { _ in draws.chance(percent: 60) }
      try await ChaosQueries.terminate(chosen, desk.postgres.owner)
      try await pause(draws.milliseconds(0...200))
    }
  }

  /// Has the listener's backend neither answer nor end for so long: a half-open session.
  private func stopListener(for duration: Duration) async throws {
    var listener: Int?
    _ = try await isMet(within: .seconds(10)) {
      try Task.checkCancellation()
      listener = try await ChaosQueries.listener(desk.postgres.owner)
      return listener != nil
    }
    guard let listener, listener > 1 else {
      return record.complain("the incident service had no listening session for 10 s")
    }
    kill(pid_t(listener), SIGSTOP)
    // Stopped, it cannot end, so the number stays its own.
    defer { kill(pid_t(listener), SIGCONT) }
    try await pause(duration)
  }

  private func pause(_ duration: Duration) async throws {
    try await Task.sleep(for: duration)
  }
}
