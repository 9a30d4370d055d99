import Operator
import Testing

@Suite(.timeLimit(.minutes(1))) struct ChaosCommandTests {
  @Test(arguments: ["--rounds=0", "--rounds=100001", "--seconds=0", "--seconds=86401", "--seed=-1"])
  func `a number that is none is refused`(argument: String) async throws {
    let ending = try await Firstline.run(["chaos", argument])
    #expect(ending.status == 64)
    #expect(ending.output == "")
  }

  @Test func `without the services nothing is begun`() async throws {
    let ending = try await Firstline.run(["chaos", "--programs", "/nonexistent"])
    #expect(ending.status == 78)
    #expect(ending.output == "")
    #expect(
      ending.errors
        == "firstline: there is no program /nonexistent/ticket-service: say where by --programs\n")
  }

  @Test func `another database can not be named`() async throws {
    let ending = try await Firstline.run(["chaos", "--database-url", "postgresql:///other"])
    #expect(ending.status == 64)
  }
}
