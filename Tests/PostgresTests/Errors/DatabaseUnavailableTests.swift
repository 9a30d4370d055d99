import DatabaseTesting
import Foundation
import Postgres
import Testing

struct DatabaseUnavailableTests {
  private static let secret = "s3cr3t"

  /// The words with which connecting fails, and how long that took.
  private func refusal(
    _ url: String, patience: Duration = .zero
  ) async throws -> (words: String, time: Duration) {
    let connection = Connection(
      ConnectionSettings(url: url, applicationName: "test"), patience: patience)
    let start = ContinuousClock.now
    let error = await #expect(throws: DatabaseUnavailable.self) {
      try await connection.execute("SELECT 1")
    }
    return (error?.description ?? "", ContinuousClock.now - start)
  }

  @Test func `an unknown role is told in the server's words, without the password`() async throws {
    let url = TestServerURL.with("user=nobody&password=\(Self.secret)")
    let (words, _) = try await refusal(url)
    #expect(words.contains(#"role "nobody" does not exist"#))
    #expect(!words.contains(Self.secret))
  }

  @Test func `an unknown database is told in the server's words`() async throws {
    let (words, _) = try await refusal(TestServerURL.with("dbname=nowhere"))
    #expect(words.contains(#"database "nowhere" does not exist"#))
  }

  @Test func `a port where nobody listens is tried again until patience is over`()
    async throws
  {
    let url = "postgresql://u:\(Self.secret)@127.0.0.1:1/db"
    let (words, time) = try await refusal(url, patience: .milliseconds(300))
    #expect(words.contains("127.0.0.1"))
    #expect(words.contains("port 1"))
    #expect(!words.contains(Self.secret))
    #expect(time > .milliseconds(20))
    #expect(time < .seconds(60))
  }

  @Test func `a server that accepts and says nothing is given up`() async throws {
    let port = try SilentServer()
    let url = "postgresql://u:\(Self.secret)@127.0.0.1:\(port.number)/db?sslmode=disable"
    let (words, time) = try await refusal(url, patience: .seconds(1))
    #expect(words.contains("timeout expired"))
    #expect(!words.contains(Self.secret))
    #expect(time < .seconds(60))
  }

  @Test(arguments: [
    "postgresql://user:pa%\(secret)@host/db", "postgresql://user:\(secret)/x@127.0.0.1/db",
    "postgresql://user:x@\(secret)@host.invalid/db", "host=/nowhere password=my \(secret)",
    "postgresql://user:\(secret)@[::1/db", "postgresql://u:p@/db?host=/nowhere&sslmode=\(secret)",
    "postgresql://127.0.0.1:1,x:7:\(secret)/db", "postgresql://u:p@127.0.0.1:1/?\(secret)",
  ])
  func `a malformed address never shows the password that it was cut from`(url: String) async throws
  {
    let (words, _) = try await refusal(url)
    #expect(!words.contains(Self.secret), "\(words)")
    #expect(words.hasPrefix("the database cannot be reached: "))
  }

  @Test func `an address without its scheme's colon does not show the password either`()
    async throws
  {
    // libpq takes all of it for the name of a database.
    let url = "postgres//u:\(Self.secret)@host/db"
    let (words, _) = try await refusal("\(TestServerURL.with("dbname=\(url)"))")
    #expect(!words.contains(Self.secret), "\(words)")
    #expect(words.contains("does not exist"))
  }
}
