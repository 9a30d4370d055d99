import Testing
import Web

private let tickets = Program(name: "ticket-service", summary: "takes tickets", port: 8080)
private let incidents = Program(
  name: "incident-service", summary: "opens incidents", port: 8081, delivers: true)

struct ProgramTests {
  @Test func `a wrong setting is told in one line under the program's name`() throws {
    let start = tickets.start(arguments: ["x"], environment: ["PORT": "abc"])
    guard case .refuse(let line) = start else {
      Issue.record("started with \(start)")
      return
    }
    #expect(
      line
        == "ticket-service: DATABASE_URL is missing; "
        + "PORT must be a whole number from 1 to 65535, not \"abc\""
    )
  }

  @Test(arguments: [tickets, incidents])
  func `help names every variable and flag that the program reads, and its default`(
    program: Program
  ) throws {
    let start = program.start(arguments: ["x", "--port=abc", "--help"], environment: [:])
    guard case .tell(let help) = start else {
      Issue.record("did \(start)")
      return
    }
    let names = [
      "DATABASE_URL", "LISTEN_DATABASE_URL", "HOST", "PORT", "LOG_LEVEL", "LOG_FORMAT", "POOL_SIZE",
      "SWEEP_INTERVAL", "SWAGGER_UI", "PGPASSWORD", "TLS_CERTIFICATE", "TLS_KEY", "CORS_ORIGINS",
      "OPEN_METRICS", "OPEN_DOCS", "OIDC_ISSUER", "OIDC_JWKS_URL",
    ]
    for name in names { #expect(help.contains(name)) }
    #expect(help.contains("--listen-database-url "))
    #expect(help.contains("WEBHOOK_ALLOW_PRIVATE") == program.delivers)
    #expect(help.contains(" \(program.port) "))
  }

  @Test func `the version is told`() throws {
    let start = tickets.start(arguments: ["x", "--version"], environment: [:])
    guard case .tell(let text) = start else {
      Issue.record("did \(start)")
      return
    }
    #expect(text == "ticket-service \(Program.version)")
  }

  @Test func `a program with good settings runs`() throws {
    let start = tickets.start(
      arguments: ["x", "--port=0"], environment: ["DATABASE_URL": "postgres://h/d"])
    guard case .run(let settings) = start else {
      Issue.record("did \(start)")
      return
    }
    #expect(settings.port == 0)
  }
}
