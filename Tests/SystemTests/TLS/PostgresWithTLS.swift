import DatabaseTesting
import Foundation
import Postgres
import ServiceTesting

@testable import Operator

/// A PostgreSQL that takes TCP connections only where they are encrypted, by a certificate for
/// `localhost` alone.
struct PostgresWithTLS: Sendable {
  /// What proves who it is.
  let certificate: TestCertificate
  private let port: Int

  /// Runs `body` with a fresh one and a migrated database; nothing of it is left afterwards.
  static func with(_ body: (PostgresWithTLS) async throws -> Void) async throws {
    try await ServerFolder.with { folder in
      let plain = try PrivatePostgres(folder: folder.url, logs: folder.url)
      try await plain.begin(migrations: MigrationsFolder.path)
      await plain.owner.close()
      await plain.end()
      let server = PostgresWithTLS(
        certificate: try TestCertificate.make(in: folder.url, for: "DNS:localhost"),
        port: try await FreePort.choose())
      let process = try await server.start(in: folder)
      defer { process.send(SIGKILL) }
      try await body(server)
      process.send(SIGQUIT)
      _ = await process.ends(within: .seconds(15))
    }
  }

  /// The URI by which a role connects to it, at this name of the machine, trusting `authority`.
  func url(role: String, host: String = "localhost", trusting authority: URL) -> String {
    "postgresql://\(role)@\(host):\(port)/firstline?sslmode=verify-full"
      + "&sslrootcert=\(authority.path())"
  }

  private func start(in folder: ServerFolder) async throws -> ChildProcess {
    let rules = URL(filePath: folder.path("data/pg_hba.conf"))
    try Data("hostssl all all all trust\n".utf8).write(to: rules)
    try giveToServer([certificate.certificate, certificate.key, rules])
    let settings = [
      "listen_addresses=localhost", "port=\(port)", "unix_socket_directories=", "ssl=on",
      "ssl_cert_file=\(certificate.certificate.path())", "ssl_key_file=\(certificate.key.path())",
    ]
    return try await ChildProcess.start(
      "PostgreSQL",
      [
        try PostgresPrograms.folder().appending(path: "postgres").path(), "-D",
        folder.path("data"),
      ] + settings.map { "--\($0)" },
      as: ServerFolder.user, log: folder.url.appending(path: "tls.log"))
  }

  /// The server reads a key only where nobody else can.
  private func giveToServer(_ files: [URL]) throws {
    for file in files {
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o600], ofItemAtPath: file.path())
      if ServerFolder.user == .postgres {
        try FileManager.default.setAttributes(
          [.ownerAccountName: "postgres"], ofItemAtPath: file.path())
      }
    }
  }
}
