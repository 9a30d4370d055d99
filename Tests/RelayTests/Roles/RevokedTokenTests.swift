import DatabaseTesting
import Postgres
import Testing

/// A token that was revoked stays so, whoever asks.
@Suite(.database, .timeLimit(.minutes(1))) struct RevokedTokenTests {
  private func insertRevoked() async throws {
    try await TestDatabase.current.owner.execute(
      """
      INSERT INTO access.tokens (hash, name, role, revoked_at)
      VALUES (sha256('a'), 'ann', 'admin', public.clock_now())
      """)
  }

  @Test(
    arguments: [nil, "incident_service"],
    [
      "UPDATE access.tokens SET revoked_at = NULL",
      "UPDATE access.tokens SET revoked_at = revoked_at + interval '1 second'",
      "UPDATE access.tokens SET revoked_at = 'infinity'",
    ])
  func `neither the owner nor a service makes it good again`(
    role: String?, statement: String
  ) async throws {
    try await insertRevoked()
    let test = TestDatabase.current
    let database = role.map { test.connect(as: $0, poolSize: 1) } ?? test.owner
    let error = await #expect(throws: DatabaseError.self) {
      try await database.execute("\(unsafe: statement)")
    }
    #expect(error?.sqlState == .insufficientPrivilege)
    #expect(error?.message == "a revoked token stays revoked")
  }

  @Test func `what else is known of it may change`() async throws {
    try await insertRevoked()
    let service = TestDatabase.current.connect(as: "ticket_service", poolSize: 1)
    let changed = try await service.execute(
      "UPDATE access.tokens SET last_used_at = public.clock_now()")
    #expect(changed == 1)
  }

  @Test(arguments: [
    "INSERT INTO access.tokens (hash, name, role) VALUES (sha256('b'), 'bo', 'admin')",
    "UPDATE access.tokens SET revoked_at = public.clock_now()",
    "UPDATE access.tokens SET role = 'admin'", "DELETE FROM access.tokens",
  ])
  func `the ticket service makes, revokes and changes none`(statement: String) async throws {
    let service = TestDatabase.current.connect(as: "ticket_service", poolSize: 1)
    let error = await #expect(throws: DatabaseError.self) {
      try await service.execute("\(unsafe: statement)")
    }
    #expect(error?.message == "permission denied for table tokens")
  }

  @Test(arguments: [
    "INSERT INTO access.tokens (hash, name, role, created_at) VALUES (sha256('b'), 'b', 'admin', "
      + "now())",
    "UPDATE access.tokens SET role = 'admin'", "UPDATE access.tokens SET hash = sha256('b')",
    "UPDATE access.tokens SET expires_at = NULL", "DELETE FROM access.tokens",
  ])
  func `the incident service changes nothing else of a token`(statement: String) async throws {
    let service = TestDatabase.current.connect(as: "incident_service", poolSize: 1)
    let error = await #expect(throws: DatabaseError.self) {
      try await service.execute("\(unsafe: statement)")
    }
    #expect(error?.message == "permission denied for table tokens")
  }
}
