/// A setting of a program: an environment variable, and a flag of the same name in lower case with
/// hyphens.
package struct Variable: Sendable {
  /// The name in the environment, as `DATABASE_URL`.
  package let name: String
  /// What it is for, in one line.
  package let meaning: String
  /// What is taken where nothing is given, as it is shown; `nil` for one that must be given.
  package let standard: String?

  package init(_ name: String, _ meaning: String, standard: String?) {
    self.name = name
    self.meaning = meaning
    self.standard = standard
  }

  /// The flag, as `--database-url`.
  package var flag: String { "--" + words.joined(separator: "-") }

  /// The words of the name in lower case: the key under which swift-configuration finds both forms.
  var words: [String] { name.lowercased().split(separator: "_").map(String.init) }

  static let databaseURL = Variable(
    "DATABASE_URL", "PostgreSQL: a postgresql:// URI or libpq keywords, several hosts allowed",
    standard: nil)
  static let listenDatabaseURL = Variable(
    "LISTEN_DATABASE_URL", "the same database without a pooler in between, for LISTEN",
    standard: "DATABASE_URL")
  static let databasePassword = Variable(
    "PGPASSWORD", "password for PostgreSQL where the URI has none", standard: "none")

  static let host = Variable("HOST", "address to listen at", standard: "127.0.0.1")
  static func port(_ standard: Int) -> Variable {
    Variable("PORT", "port to listen at; 0 is any free one", standard: String(standard))
  }
  static let tlsCertificate = Variable(
    "TLS_CERTIFICATE", "PEM file of the certificate and its chain; HTTPS is spoken then",
    standard: "none")

  static let tlsKey = Variable("TLS_KEY", "PEM file of its private key", standard: "none")

  static let corsOrigins = Variable(
    "CORS_ORIGINS", "origins whose pages may ask, as https://a.example,https://b.example",
    standard: "none")

  static let logLevel = Variable(
    "LOG_LEVEL", "trace, debug, info, notice, warning, error or critical", standard: "info")
  static let logFormat = Variable("LOG_FORMAT", "text or json, a line an event", standard: "text")
  static let poolSize = Variable(
    "POOL_SIZE", "connections to PostgreSQL at most, 1 to 200", standard: "10")
  static let rateLimitReads = Variable(
    "RATE_LIMIT_READS", "reads a second by one caller, ten seconds' worth at once; 0: any",
    standard: "2000")

  static let rateLimitWrites = Variable(
    "RATE_LIMIT_WRITES", "writes a second by one caller, ten seconds' worth at once; 0: any",
    standard: "500")

  static let sweepInterval = Variable(
    "SWEEP_INTERVAL", "seconds between two looks for what waits in the relay", standard: "5")
  static let trustedProxies = Variable(
    "TRUSTED_PROXIES", "addresses or networks whose X-Forwarded-For is believed, or none",
    standard: "none")
  static let webhookAllowPrivate = Variable(
    "WEBHOOK_ALLOW_PRIVATE", "true: webhooks may go to private and loopback addresses, too",
    standard: "false")
  static let swaggerUI = Variable(
    "SWAGGER_UI", "folder of the Swagger UI build, for /docs", standard: ".firstline/swagger-ui")
  static let openMetrics = Variable(
    "OPEN_METRICS", "false: /metrics takes a token", standard: "true")
  static let openDocs = Variable(
    "OPEN_DOCS", "false: /docs and /openapi.json take a token", standard: "true")
  static let openIDIssuer = Variable(
    "OIDC_ISSUER", "the OpenID provider whose JWTs are taken: their iss", standard: "none")
  static let openIDAudience = Variable(
    "OIDC_AUDIENCE", "with OIDC_ISSUER: what their aud must have", standard: "none")
  static let openIDKeys = Variable(
    "OIDC_JWKS_URL", "with OIDC_ISSUER: the provider's keys, by https", standard: "none")
  static let openIDRole = Variable(
    "OIDC_ROLE_CLAIM", "the claim with the role, as role or realm_access.roles", standard: "role")
  static let openIDName = Variable(
    "OIDC_NAME_CLAIM", "the claim with the name of who asks, as sub or email", standard: "sub")
}
