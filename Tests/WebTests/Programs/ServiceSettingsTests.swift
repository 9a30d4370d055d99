import Access
import Domain
import Foundation
import Logging
import Testing

@testable import Web

private let tickets = Program(name: "ticket-service", summary: "takes tickets", port: 8080)
private let incidents = Program(
  name: "incident-service", summary: "opens incidents", port: 8081, delivers: true)

private func read(
  _ program: Program = tickets, _ arguments: [String] = [], _ environment: [String: String] = [:]
) throws(InvalidSettings) -> ServiceSettings {
  let database = ["DATABASE_URL": "postgresql://db/firstline"]
  return try ServiceSettings.read(
    program, arguments: ["program"] + arguments, environment: database.merging(environment) { $1 })
}

private func faults(_ arguments: [String], _ environment: [String: String] = [:]) -> [String] {
  do {
    _ = try read(tickets, arguments, environment)
    return []
  } catch {
    return error.faults
  }
}

/// Calls `body` with the path of a file of this text, which is gone afterwards.
private func withFile(_ text: String, _ body: (String) throws -> Void) throws {
  let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try Data(text.utf8).write(to: file)
  defer { try? FileManager.default.removeItem(at: file) }
  try body(file.path())
}

struct ServiceSettingsTests {
  @Test func `only the database has to be given`() throws {
    let settings = try read()
    #expect(settings.databaseURL.connectionString == "postgresql://db/firstline")
    #expect(settings.listenDatabaseURL == settings.databaseURL)
    #expect(settings.host == "127.0.0.1")
    #expect(settings.port == 8080)
    #expect(settings.logLevel == .info)
    #expect(settings.logFormat == .text)
    #expect(settings.poolSize == 10)
    #expect(settings.sweepInterval == .seconds(5))
    #expect(settings.trustedProxies == [])
    #expect(settings.swaggerUI == ".firstline/swagger-ui")
    #expect(settings.open == OpenRoutes(metrics: true, contract: true))
    #expect(settings.openID == nil)
  }

  @Test func `the environment is read`() throws {
    let settings = try read(
      incidents, [],
      [
        "LISTEN_DATABASE_URL": "host=db dbname=firstline", "HOST": "::1", "PORT": "0",
        "LOG_LEVEL": "Debug", "LOG_FORMAT": "json", "POOL_SIZE": "200", "SWEEP_INTERVAL": "0.25",
        "TRUSTED_PROXIES": "10.0.0.0/8, ::1", "WEBHOOK_ALLOW_PRIVATE": "True",
        "SWAGGER_UI": "/srv/ui",
      ])
    #expect(settings.listenDatabaseURL.connectionString == "host=db dbname=firstline")
    #expect(settings.host == "::1")
    #expect(settings.port == 0)
    #expect(settings.logLevel == .debug)
    #expect(settings.logFormat == .json)
    #expect(settings.poolSize == 200)
    #expect(settings.sweepInterval == .milliseconds(250))
    #expect(settings.trustedProxies == ["10.0.0.0/8", "::1"].compactMap { IPNetwork($0) })
    #expect(settings.webhookAllowPrivate)
    #expect(settings.swaggerUI == "/srv/ui")
  }

  @Test func `an OpenID provider and what is open are read`() throws {
    var environment = [
      "OIDC_ISSUER": "https://id.example", "OIDC_AUDIENCE": "desk",
      "OIDC_JWKS_URL": "https://id.example/keys", "OIDC_ROLE_CLAIM": "realm_access.roles",
      "OIDC_NAME_CLAIM": "email", "OPEN_METRICS": "false", "OPEN_DOCS": "FALSE",
    ]
    let settings = try read(tickets, [], environment)
    #expect(settings.open == OpenRoutes(metrics: false, contract: false))
    #expect(
      settings.openID
        == OpenIDSettings(
          issuer: "https://id.example", audience: "desk", keys: "https://id.example/keys",
          roleClaim: "realm_access.roles", nameClaim: "email"))
    for url in ["http://127.0.0.1:1/keys", "http://localhost/keys"] {
      environment["OIDC_JWKS_URL"] = url
      #expect(try read(tickets, [], environment).openID?.keys == url)
    }
  }

  @Test(arguments: [
    "http://id.example/keys", "http://localhost.example/keys", "file:///keys", "https://", "keys",
  ])
  func `keys are not fetched where anybody could change them on the way`(url: String) {
    let environment = [
      "OIDC_ISSUER": "https://id.example", "OIDC_AUDIENCE": "desk", "OIDC_JWKS_URL": url,
    ]
    #expect(
      faults([], environment)
        == ["OIDC_JWKS_URL must be an https:// URL, or http:// on this machine"])
  }

  @Test func `issuer, audience and keys of a provider go together`() {
    #expect(
      faults([], ["OIDC_ISSUER": "https://id.example"])
        == ["OIDC_AUDIENCE", "OIDC_JWKS_URL"].map {
          "\($0) is missing: the OIDC_ variables go together"
        })
  }

  @Test(arguments: [["--port", "9000"], ["--port=9000"], ["--log-level=info", "--port", "9000"]])
  func `a flag wins over the environment`(arguments: [String]) throws {
    #expect(try read(tickets, arguments, ["PORT": "1"]).port == 9000)
  }

  @Test(arguments: ["", "  "])
  func `a variable without a value counts as not given`(value: String) throws {
    #expect(try read(tickets, [], ["POOL_SIZE": ""]).poolSize == 10)
    #expect(throws: InvalidSettings(faults: ["DATABASE_URL is missing"])) {
      try read(tickets, [], ["DATABASE_URL": value])
    }
  }

  @Test(arguments: [
    "postgresql://a:5432,b:5433/firstline", "host=a,b password='x, y'", "postgres://u:p,q=r@h/d",
  ])
  func `a comma in a connection string stays where it is`(text: String) throws {
    #expect(try read(tickets, [], ["DATABASE_URL": text]).databaseURL.connectionString == text)
    let flag = try read(tickets, ["--database-url=\(text)"])
    #expect(flag.databaseURL.connectionString == text)
  }

  @Test(arguments: [
    (["PORT": "abc"], #"PORT must be a whole number from 1 to 65535, not "abc""#),
    (["PORT": "65536"], #"PORT must be a whole number from 1 to 65535, not "65536""#),
    (["PORT": "+80"], #"PORT must be a whole number from 1 to 65535, not "+80""#),
    (["PORT": "80,81"], #"PORT must be a whole number from 1 to 65535, not "80,81""#),
    (["POOL_SIZE": "0"], #"POOL_SIZE must be a whole number from 1 to 200, not "0""#),
    (["POOL_SIZE": "201"], #"POOL_SIZE must be a whole number from 1 to 200, not "201""#),
    (["LOG_FORMAT": "xml"], #"LOG_FORMAT must be text or json, not "xml""#),
    (
      ["LOG_LEVEL": "a\nb"],
      "LOG_LEVEL must be trace, debug, info, notice, warning, error or critical, not \"a\\nb\""
    ),
  ])
  func `a wrong value is named with its rule, in one line`(
    environment: [String: String], fault: String
  ) {
    #expect(faults([], environment) == [fault])
  }

  @Test(arguments: ["0", "-1", "nan", "inf", "x", "1e9"])
  func `a sweep interval is a time that passes`(value: String) {
    let fault = "SWEEP_INTERVAL must be a number of seconds from 0.01 to 86400, not \"\(value)\""
    #expect(throws: InvalidSettings(faults: [fault])) {
      try read(incidents, [], ["SWEEP_INTERVAL": value])
    }
  }

  @Test(arguments: [
    (["--prot=1"], "--prot is not a flag of this program"),
    (["--prot=postgres://u:secret@h/d"], "--prot is not a flag of this program"),
    (["postgres://u:secret@h/d"], "argument 1 belongs to no flag"),
    (["--port", "1", "2"], "argument 3 belongs to no flag"),
    (["-p", "1"], "argument 1 belongs to no flag"),
    (["--port"], "--port has no value"),
    (["--port", "--host=a"], "--port has no value"),
    (["--host=a", "--host", "b"], "--host is given twice"),
  ])
  func `a flag that would have no effect is refused, and its value is not repeated`(
    arguments: [String], fault: String
  ) {
    #expect(faults(arguments).contains(fault))
    #expect(!faults(arguments).joined().contains("secret"))
  }

  @Test func `a secret may stand in a file`() throws {
    try withFile("postgresql://u:secret@db/desk\n") { url in
      try withFile("s3cret\r\n") { password in
        let settings = try read(
          tickets, [],
          ["DATABASE_URL": "", "DATABASE_URL_FILE": url, "PGPASSWORD_FILE": password])
        #expect(settings.databaseURL.connectionString == "postgresql://u:secret@db/desk")
        #expect(settings.databasePassword == "s3cret")
      }
    }
  }

  @Test func `a file that is not there, or beside a value, is a fault without its text`() throws {
    #expect(
      faults([], ["PGPASSWORD_FILE": "/nowhere/secret"])
        == ["PGPASSWORD_FILE names a file that cannot be read as text"])
    try withFile("s3cret") { path in
      #expect(
        faults([], ["PGPASSWORD_FILE": path, "PGPASSWORD": "other"])
          == ["PGPASSWORD and PGPASSWORD_FILE are both given"])
    }
  }

  @Test(arguments: [
    (["TLS_KEY": "/k"], "TLS_CERTIFICATE and TLS_KEY go together; one is missing"),
    (
      ["TLS_CERTIFICATE": "/nowhere", "TLS_KEY": "/nowhere"],
      "TLS_CERTIFICATE and TLS_KEY must name a certificate and its key, PEM"
    ),
    (
      ["CORS_ORIGINS": "https://a.example, https://b.example/"],
      #"CORS_ORIGINS must be origins such as https://desk.example.com, not "https://b.example/""#
    ),
    (
      ["CORS_ORIGINS": "*"],
      #"CORS_ORIGINS must be origins such as https://desk.example.com, not "*""#
    ),
  ])
  func `what browsers and TLS need is checked`(environment: [String: String], fault: String) {
    #expect(faults([], environment) == [fault])
  }

  @Test func `origins stand between commas`() throws {
    let origins = try read(
      tickets, [], ["CORS_ORIGINS": "https://a.example, http://localhost:3000"]
    ).corsOrigins
    #expect(origins == ["https://a.example", "http://localhost:3000"])
    #expect(try read().corsOrigins == [])
  }

  @Test func `all faults are told at once`() {
    let all = faults(
      ["--prot", "1"], ["DATABASE_URL": "mysql://u:secret@h", "PORT": "x", "POOL_SIZE": "y"])
    #expect(all.count == 4)
    #expect(all[1].hasPrefix("DATABASE_URL must be a postgresql:// or postgres:// URI"))
    #expect(!all.joined().contains("secret"))
  }
}
