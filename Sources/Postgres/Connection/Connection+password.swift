import CLibPQ

extension Connection {
  /// Gives a role a password. What is sent is its SCRAM verifier, so that the password itself
  /// stands in no log of the server.
  package func setPassword(_ password: String, ofRole role: StaticString) async throws {
    try await execute("SELECT 1")
    let verifier = try scramVerifier(password, role: role.description)
    // A verifier is base64 and `$`, `:`, `=`; the role is a name of our own code.
    try await run(unsafe: "ALTER ROLE \(role) PASSWORD '\(verifier)'")
  }

  private func scramVerifier(_ password: String, role: String) throws -> String {
    guard let verifier = PQencryptPasswordConn(handle, password, role, "scram-sha-256") else {
      throw DatabaseError(connectionLost: String(cString: PQerrorMessage(handle)))
    }
    defer { PQfreemem(verifier) }
    return String(cString: verifier)
  }
}
