package import Logging
package import ServiceLifecycle

/// Runs a service until `body` has ended, then shuts it down gracefully and waits for its end.
package func running(_ service: any Service, _ body: () async throws -> Void) async throws {
  let group = ServiceGroup(services: [service], logger: .silent)
  try await withThrowingTaskGroup { tasks in
    tasks.addTask { try await group.run() }
    try await body()
    await group.triggerGracefulShutdown()
    try await tasks.waitForAll()
  }
}

extension Logger {
  /// Says nothing.
  package static var silent: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}
