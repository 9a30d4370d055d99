import DatabaseTesting
import Testing

@testable import Operator

@Suite(.database, .timeLimit(.minutes(1))) struct VerifyCommandTests {
  private static let checks = VerifyQueries.checks(grace: 60).count + 1

  private func verify(_ arguments: [String] = []) async throws -> Firstline.Ending {
    try await Firstline.run(
      ["verify"] + arguments, ["DATABASE_URL": TestDatabase.current.url()])
  }

  @Test func `sound data is status 0 and a line for each check`() async throws {
    let ending = try await verify()
    #expect(ending.status == 0)
    #expect(ending.errors == "")
    let lines = ending.output.split(separator: "\n")
    #expect(lines.count == Self.checks + 1)
    #expect(lines.dropLast().allSatisfy { $0.hasPrefix("ok     ") })
    #expect(lines.last == "\(Self.checks) checks, 0 violations")
  }

  @Test func `a violation is status 1, and its rows stand below the promise`() async throws {
    try await Plant.incident(5, ticket: 98)
    try await Plant.incident(6, ticket: 99)
    let ending = try await verify()
    #expect(ending.status == 1)
    #expect(ending.errors == "")
    #expect(
      ending.output.contains(
        """
        FAILED every incident has a ticket
               incident 5: there is no ticket 98
               incident 6: there is no ticket 99

        """))
    #expect(ending.output.hasSuffix("\(Self.checks) checks, 2 violations\n"))
  }

  @Test(arguments: [(60, Int32(0)), (20, 1)])
  func `the grace time is an option`(grace: Int, status: Int32) async throws {
    try await Plant.ticket(1, age: 30)
    #expect(try await verify(["--grace", "\(grace)"]).status == status)
  }

  @Test(arguments: ["-1", "86401", "soon"])
  func `a grace time that is none is refused`(grace: String) async throws {
    let ending = try await verify(["--grace=\(grace)"])
    #expect(ending.status == 64)
    #expect(ending.output == "")
    #expect(ending.errors.contains(grace))
  }
}
