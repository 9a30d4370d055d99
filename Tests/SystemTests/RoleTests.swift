import DatabaseTesting
import Foundation
import Testing

/// What a program does whose role in the database is none that a program may have.
@Suite(.database, .timeLimit(.minutes(3))) struct RoleTests {
  private static let programs = [
    ("ticket-service", "ticket_service"), ("incident-service", "incident_service"),
  ]

  /// Runs a program that ends by itself, and returns its status and its last line.
  private func start(
    _ program: String, _ environment: [String: String]
  ) async throws -> (status: Int32, line: String) {
    let (status, output, errors) = try await RunningProgram.run(
      program, [], ["PORT": "0"].merging(environment) { $1 })
    #expect(output == "")
    #expect(!errors.contains("listening"))
    return (status, errors.split(separator: "\n").last.map(String.init) ?? "")
  }

  @Test(arguments: programs)
  func `a program that would be a superuser ends with one clear line and status 78`(
    program: String, role: String
  ) async throws {
    let end = try await start(program, ["DATABASE_URL": TestDatabase.current.url()])
    #expect(end.status == 78)
    #expect(end.line.contains(": the database role is a superuser"))
  }

  @Test(arguments: programs)
  func `neither does it listen for notifications as one`(
    program: String, role: String
  ) async throws {
    let end = try await start(
      program,
      [
        "DATABASE_URL": TestDatabase.current.url(role: role),
        "LISTEN_DATABASE_URL": TestDatabase.current.url(),
      ])
    #expect(end.status == 78)
    #expect(end.line.contains(": the database role is a superuser"))
  }

  @Test(arguments: programs, [RoleTestQueries.Property.schema, .table])
  func `nor does it run as the owner of the schema, or of anything in it`(
    program: (name: String, role: String), property: RoleTestQueries.Property
  ) async throws {
    try await RoleTestQueries.give(property, to: program.role)
    let end = try await start(
      program.name, ["DATABASE_URL": TestDatabase.current.url(role: program.role)])
    #expect(end.status == 78)
    #expect(end.line.contains(": the database role owns the schema: "))
  }

  @Test(arguments: programs)
  func `without a database it starts, is not ready, and ends as soon as it knows`(
    program: String, role: String
  ) async throws {
    let name = TestDatabase.current.name + "_later"
    let url = TestDatabase.current.url() + "&dbname=\(name)"
    let service = try await RunningProgram.start(program, ["DATABASE_URL": url])
    let readiness = try await Desk.get("/health/ready", from: service)
    #expect(readiness.contains(#""role":{"status":"failed""#))
    try await RoleTestQueries.createDatabase(name)
    #expect(await service.end() == 78)
    try await RoleTestQueries.dropDatabase(name)
  }

  @Test(arguments: programs)
  func `in its own role it is ready`(program: String, role: String) async throws {
    let service = try await RunningProgram.start(
      program, ["DATABASE_URL": TestDatabase.current.url(role: role)])
    #expect(
      try await eventually {
        try await Desk.get("/health/ready", from: service).contains(#""role":{"status":"ok"}"#)
      })
    await service.end(by: SIGTERM)
  }
}
