import AsyncHTTPClient
import Foundation

/// How the services of a demo are started.
struct DemoServices: Sendable {
  /// The folder of the executables.
  let programs: URL
  /// Where their logs go; nil: nowhere.
  let logs: URL?
  /// What they connect to.
  let ticketURL: String
  let incidentURL: String

  /// Both of them, on free ports; none runs yet.
  func prepare(
    _ http: HTTPClient
  ) async throws -> (tickets: SupervisedService, incidents: SupervisedService) {
    if let logs {
      try FileManager.default.createDirectory(at: logs, withIntermediateDirectories: true)
    }
    let first = try await FreePort.choose()
    let second = try await FreePort.choose(besides: [first])
    return (
      service("ticket-service", first, ticketURL, http),
      service("incident-service", second, incidentURL, http)
    )
  }

  private func service(
    _ name: String, _ port: Int, _ url: String, _ http: HTTPClient
  ) -> SupervisedService {
    SupervisedService(
      name: name, program: programs.appending(path: name), port: port, databaseURL: url,
      logs: logs, http: http)
  }
}
