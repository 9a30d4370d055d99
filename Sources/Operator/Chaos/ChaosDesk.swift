import Access
import AsyncHTTPClient
import Domain
import Foundation
import Postgres
import WebhookReceiver

/// What is attacked: both services, and a spare incident service, on a PostgreSQL of their own.
struct ChaosDesk: Sendable {
  let postgres: PrivatePostgres
  let tickets: SupervisedService
  let incidents: SupervisedService
  /// A second incident service, which runs only now and then.
  let spare: SupervisedService

  /// What the clients show.
  let token = TokenSecret.random()

  /// Where all of it is.
  let folder: URL

  /// Makes the folder and chooses the ports; nothing runs yet.
  ///
  /// - Parameters:
  ///   - programs: The folder of the services' executables.
  ///   - logs: Where all logs go; nil: into the desk's own folder, and away with it.
  init(programs: URL, logs: URL?, http: HTTPClient) async throws {
    // Under /tmp, because the path of a socket may have 107 bytes.
    folder = URL(filePath: "/tmp/firstline-chaos.\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    do {
      let logs = logs ?? folder
      try FileManager.default.createDirectory(at: logs, withIntermediateDirectories: true)
      let postgres = try PrivatePostgres(folder: folder, logs: logs)
      self.postgres = postgres
      var ports: [Int] = []
      for _ in 0..<3 { ports.append(try await FreePort.choose(besides: ports)) }
      func service(_ program: String, _ name: String, _ port: Int, role: String)
        -> SupervisedService
      {
        SupervisedService(
          name: name, program: programs.appending(path: program), port: port,
          databaseURL: postgres.url(role: role), logs: logs, http: http)
      }
      tickets = service("ticket-service", "ticket-service", ports[0], role: "ticket_service")
      incidents = service(
        "incident-service", "incident-service", ports[1], role: "incident_service")
      spare = service(
        "incident-service", "second-incident-service", ports[2], role: "incident_service")
    } catch {
      try? FileManager.default.removeItem(at: folder)
      throw error
    }
  }

  /// Makes the database, with webhooks that lead to the receiver, and starts both services.
  func open(
    migrations: String, webhooks: [ChaosWebhook], at receiver: Receiver
  ) async throws {
    try await postgres.begin(migrations: migrations)
    try await ChaosQueries.publishEscalationPolicy(postgres.owner)
    for webhook in webhooks {
      try await ChaosQueries.add(webhook, at: receiver.url(webhook.path), postgres.owner)
    }
    try await postgres.owner.transaction { [token] transaction in
      let draft = TokenDraft(name: "chaos", role: .agent)
      _ = try await TokenQueries.create(draft, token.digest, NewToken.origin, transaction)
    }
    try await tickets.start()
    try await incidents.start()
  }

  /// Ends everything and removes every trace, also in a cancelled task.
  func close() async {
    for service in [tickets, incidents, spare] { await service.kill() }
    await postgres.owner.close()
    await postgres.end()
    try? FileManager.default.removeItem(at: folder)
  }
}
