import DatabaseTesting
import Foundation
import Testing

@Suite(.timeLimit(.minutes(2))) struct DatabaseOptionTests {
  private static let commands = ["migrate", "verify", "redrive"]

  @Test(arguments: commands, [[:], ["DATABASE_URL": ""]])
  func `a missing DATABASE_URL is status 78 and one line`(
    command: String, environment: [String: String]
  ) async throws {
    #expect(
      try await Firstline.run([command], environment)
        == Firstline.Ending(
          status: 78, output: "", errors: "firstline: DATABASE_URL is missing\n"))
  }

  @Test(arguments: commands, [true, false])
  func `a database that cannot be reached is status 1 and one line`(
    command: String, byOption: Bool
  ) async throws {
    let migrations = ["MIGRATIONS": MigrationsFolder.path]
    // Port 1 is nobody's.
    let url = "postgresql://anna:hunter2@127.0.0.1:1/desk"
    let ending =
      byOption
      ? try await Firstline.run([command, "--database-url", url], migrations)
      : try await Firstline.run([command], migrations.merging(["DATABASE_URL": url]) { $1 })
    #expect(ending.status == 1)
    #expect(ending.output == "")
    #expect(ending.errors.hasPrefix("firstline: the database cannot be reached: "))
    #expect(ending.errors.contains("port 1 failed: Connection refused"))
    #expect(ending.errors.filter(\.isNewline).count == 1)
    #expect(!ending.errors.contains("hunter2"))
  }

  @Test func `the URI may stand in a file`() async throws {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "url")
      try Data("postgresql://anna:hunter2@127.0.0.1:1/desk\n".utf8).write(to: file)
      let ending = try await Firstline.run(["verify"], ["DATABASE_URL_FILE": file.path()])
      #expect(ending.status == 1)
      #expect(ending.errors.contains("port 1 failed: Connection refused"))
      #expect(!ending.errors.contains("hunter2"))
      #expect(
        try await Firstline.run(["verify"], ["DATABASE_URL_FILE": file.path() + ".not"])
          == Firstline.Ending(
            status: 78, output: "",
            errors: "firstline: DATABASE_URL_FILE names a file that cannot be read as text\n"))
    }
  }

  @Test(arguments: [
    "postgresql://anna:hunter2@127.0.0.1:port/desk", "postgresql://anna:hun%ter2@127.0.0.1/desk",
    "postgresql://anna:hunter2@127.0.0.1:1/desk?nonsense=hunter2", "anna:hunter2",
    "host=127.0.0.1 port=1 password=hunter2",
  ])
  func `no line shows a password`(url: String) async throws {
    let ending = try await Firstline.run(["verify"], ["DATABASE_URL": url])
    #expect(ending.status == 1)
    #expect(ending.output == "")
    #expect(ending.errors.hasPrefix("firstline: the database cannot be reached: "))
    #expect(ending.errors.filter(\.isNewline).count == 1)
    #expect(!ending.errors.contains("ter2"))
  }
}
