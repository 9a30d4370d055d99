import CLibPQ
import Foundation

/// Where a database is and how its sessions behave.
package struct ConnectionSettings: Sendable {
  /// A libpq connection URI or keyword string; several hosts are allowed.
  /// https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-CONNSTRING
  package let url: String

  /// What `pg_stat_activity.application_name` shows.
  package let applicationName: String

  /// The password where `url` has none; without either, libpq looks for one itself.
  package let password: String?

  /// A statement that runs longer is cancelled by the server.
  package var statementTimeout: Duration = .seconds(10)

  /// Whether a server serves that can only be read, such as a replica.
  package var readsOnly = false

  package init(url: String, applicationName: String, password: String? = nil) {
    self.url = url
    self.applicationName = applicationName
    self.password = password
  }

  /// Connects, and blocks until that has worked or failed.
  ///
  /// Parameters before `dbname` are defaults that the URI may override: the time to connect to
  /// each host (libpq counts whole seconds, at least two), a dead peer noticed within about 25
  /// seconds rather than two hours, and of several hosts the one that can be written to.
  func open(within patience: Duration = .seconds(5)) throws(DatabaseUnavailable) -> OpaquePointer {
    var parameters = [
      ("connect_timeout", String(min(5, max(2, Int(patience.seconds.rounded(.up)))))),
      ("keepalives_idle", "10"), ("keepalives_interval", "5"), ("keepalives_count", "3"),
      ("tcp_user_timeout", "15000"), ("target_session_attrs", readsOnly ? "any" : "read-write"),
      ("application_name", applicationName),
    ]
    if let password { parameters.append(("password", password)) }
    parameters += [("dbname", url), ("client_encoding", "UTF8")]
    let connection = withCStrings(parameters.map(\.0)) { keys in
      withCStrings(parameters.map(\.1)) { values in PQconnectdbParams(keys, values, 1) }
    }
    guard PQstatus(connection) == CONNECTION_OK, let connection else {
      let reason = String(cString: PQerrorMessage(connection)).trimmingNewlines()
      PQfinish(connection)
      throw DatabaseUnavailable(libpq: reason)
    }
    // Notices would go to standard error otherwise.
    PQsetNoticeProcessor(connection, { _, _ in }, nil)
    return connection
  }

  /// The statements that a fresh session begins with. An acknowledged write is a durable one,
  /// whatever the server's default is. The last one's result is the process id of the backend.
  var greeting: String {
    """
    SET synchronous_commit = on;
    SET timezone = 'UTC';
    SET statement_timeout = \(statementTimeout.milliseconds);
    SET idle_in_transaction_session_timeout = 60000;
    SELECT pg_backend_pid()
    """
  }
}

extension Duration {
  /// Whole milliseconds.
  package var milliseconds: Int64 {
    components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
  }

  /// Seconds with their fraction.
  package var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}

/// Calls `body` with a nil-terminated array of C strings that live as long as the call.
private func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafePointer<CChar>?]) -> Result
) -> Result {
  let copies = strings.map { strdup($0) }
  defer {
    for copy in copies { free(copy) }
  }
  return body(copies.map { UnsafePointer($0) } + [nil])
}

/// Whoever prints it, or anything that has it, learns no password. Others do: ServiceLifecycle logs
/// each service as Swift would print it.
extension ConnectionSettings: CustomStringConvertible, CustomReflectable {
  package var description: String { "ConnectionSettings(\(applicationName))" }
  /// Nothing of it.
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}
