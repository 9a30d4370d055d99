import Logging
import Postgres
import ServiceLifecycle
import Synchronization

/// Sees to it that a program has no more power in the database than its grants give: as a superuser
/// or as the owner of the schema it could change the ledger, and so could who gets hold of it.
final class RoleGuard: Service {
  private static let interval = Duration.seconds(1)

  private let settings: ConnectionSettings
  private let isSure = Mutex(false)

  /// A guard of the role of these settings.
  init(_ settings: ConnectionSettings) {
    self.settings = settings
  }

  /// Asks once, without waiting for a database that cannot be reached. Throws ``PowerfulRole``
  /// where the program must not go on; returns whether it may.
  @discardableResult
  func check() async throws -> Bool {
    if isSure.withLock({ $0 }) { return true }
    do {
      let powers = try await Connection(settings, patience: .zero).whileOpen { connection in
        try await RoleQueries.powers(connection)
      }
      guard powers.isEmpty else { throw PowerfulRole(powers: powers) }
    } catch let error as PowerfulRole {
      throw error
    } catch {
      return false
    }
    isSure.withLock { $0 = true }
    return true
  }

  /// Asks until there was an answer, where the first question found no database; then it is done,
  /// and waits for the end of the program.
  func run() async throws {
    try await cancelWhenGracefulShutdown {
      do {
        while try await !self.check() { try await Task.sleep(for: Self.interval) }
        while true { try await Task.sleep(for: .seconds(86_400)) }
      } catch is CancellationError {}
    }
  }

  /// Not ready before the question is answered: what comes in until then might be served with
  /// powers that the program must not have.
  var healthCheck: HealthCheck {
    HealthCheck("role") { [self] in
      isSure.withLock { $0 } ? .ok : .failed("what the role may do is not known yet")
    }
  }
}

/// A program's role in the database can do more than its job.
struct PowerfulRole: Error, Equatable, CustomStringConvertible {
  /// What it can do, each as `is a superuser`; never empty.
  let powers: [String]

  init(powers: [String]) {
    self.powers = powers
  }

  var description: String {
    "the database role \(powers.joined(separator: " and ")): "
      + "give the program a role of its own, with grants and nothing else"
  }
}
