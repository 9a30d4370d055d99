import Domain
import ServiceTesting
import Testing
import Web

@Suite struct AccessTableTests {
  private let desk = TestDesk.withoutDatabase
  private let table: AccessTable

  init() throws {
    table = try AccessTable(under: "Who may do what: incidents")
  }

  @Test func `README has every route that takes a right, and the roles that have it`() {
    table.expectSame(as: desk.documented)
  }

  @Test(arguments: Role.allCases)
  func `a route lets through whom README names, and nobody else`(role: Role) async throws {
    try await table.expectGate(for: role, desk.documented) { method, path, caller in
      try await desk.ask(method, path, as: caller)
    }
  }

  @Test func `who has no token gets what is open to everybody, and nothing else`() async throws {
    try await table.expectGate(desk.documented) { method, path, caller in
      try await desk.ask(method, path, as: caller)
    }
  }

  @Test func `an auditor may read everything and change nothing, an admin may do all`() {
    AccessTable.expectExtremes(desk.documented)
  }
}
