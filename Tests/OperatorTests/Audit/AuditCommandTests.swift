import DatabaseTesting
import Postgres
import Testing

@Suite(.database, .timeLimit(.minutes(2))) struct AuditCommandTests {
  private func verify(
    _ arguments: [String] = [], role: String? = "incident_service"
  ) async throws -> Firstline.Ending {
    try await Firstline.run(
      ["audit", "verify"] + arguments, ["DATABASE_URL": TestDatabase.current.url(role: role)])
  }

  private func latest() async throws -> String {
    try await TestDatabase.current.owner.value(
      """
      SELECT number || ':' || encode(hash, 'hex')
      FROM ledger.seals
      ORDER BY number DESC
      LIMIT 1
      """) ?? ""
  }

  @Test(arguments: ["ticket_service", "incident_service", nil])
  func `a sound ledger is status 0 and one line, for everybody who may read it`(
    role: String?
  ) async throws {
    try await TamperedLedger.seal(1...6)
    let ending = try await verify(role: role)
    #expect(ending.status == 0)
    let latest = try await latest()
    #expect(ending.output == "6 events sealed; the latest seal is \(latest); 0 findings\n")
  }

  @Test func `what was tampered with is status 1 and a line each, in the order of the ledger`()
    async throws
  {
    try await TamperedLedger.seal(1...6)
    let (second, third) = try await (TamperedLedger.place(2), TamperedLedger.place(3))
    try await TamperedLedger.tamper(
      "UPDATE ledger.events SET actor = 'nobody' WHERE id = 3",
      "DELETE FROM ledger.events WHERE id = 2")
    let ending = try await verify()
    #expect(ending.status == 1)
    let lines = ending.output.split(separator: "\n")
    #expect(
      lines.dropLast() == [
        "event 2: removed, from \(second)", "event 3: changed, at \(third)",
      ])
    #expect(lines.last?.hasSuffix("; 2 findings") == true)
  }

  @Test func `a seal that was kept is compared`() async throws {
    try await TamperedLedger.seal(1...6)
    let kept = try await latest()
    #expect(try await verify(["--seal", kept]).status == 0)
    let other = kept.prefix { $0 != ":" } + ":" + String(repeating: "0", count: 64)
    let ending = try await verify(["--seal", String(other), "--seal", kept])
    #expect(ending.status == 1)
    #expect(ending.output.contains(": not the one that was kept\n"))
  }

  @Test(arguments: ["7", "7:abc", ":"])
  func `what is no seal is refused`(text: String) async throws {
    #expect(try await verify(["--seal", text]).status == 64)
  }

  @Test func `who may not read the ledger is told so`() async throws {
    let ending = try await verify(role: "reporter")
    #expect(ending.status == 1)
    #expect(ending.errors.contains("42501"))
  }

  @Test func `verify makes the same check`() async throws {
    try await TamperedLedger.seal(1...6)
    try await TamperedLedger.tamper("DELETE FROM ledger.events WHERE id = 2")
    let ending = try await Firstline.run(
      ["verify"], ["DATABASE_URL": TestDatabase.current.url()])
    #expect(ending.status == 1)
    #expect(
      ending.output.contains("FAILED the ledger is as it was sealed\n       event 2: removed"))
  }
}
