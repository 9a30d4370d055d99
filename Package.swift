// swift-tools-version: 6.2
import PackageDescription

/// One list of flags for every target; `TidyTests` asserts that each feature is really on.
let flags: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

// What each package is for, and where a name is needed more than once, its product.
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let ssl = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(
  name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(
  name: "UnixSignals", package: "swift-service-lifecycle")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let arguments = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let hummingbirdTesting = Target.Dependency.product(
  name: "HummingbirdTesting", package: "hummingbird")
let http1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let jwt = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let posix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")

let package = Package(
  name: "firstline",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "ticket-service", targets: ["ticket-service"]),
    .executable(name: "incident-service", targets: ["incident-service"]),
    .executable(name: "firstline", targets: ["firstline"]),
    .executable(name: "ticket-ceiling", targets: ["ticket-ceiling"]),
  ],
  dependencies: [
    // The HTTP server: structured concurrency end to end, and the router says what it has.
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    // Start and stop of long-running parts, signals included.
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    // Environment variables and flags of the same name, in one reader.
    .package(
      url: "https://github.com/apple/swift-configuration", from: "1.4.0",
      traits: ["CommandLineArguments"]),
    // The `firstline` command line.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // Logs, with the request's logger in the task.
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    // Metrics; the Prometheus text is ours, because no backend is packaged here.
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    // The vocabulary of HTTP that Hummingbird speaks.
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    // ByteBuffer, and the event loops underneath Hummingbird.
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    // The same vocabulary in the channel pipeline.
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    // TLS, where certificate and key are configured; and of the endpoints of webhooks.
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    // The HTTP client of webhooks, of `firstline import`, and of the system tests.
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    // HMAC-SHA256, by which a webhook is signed, and SHA-256, by which a token is stored.
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    // Signatures and keys of an OpenID provider's tokens.
    .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
  ],
  targets: [
    .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    library("Postgres", ["CLibPQ", logging]),
    library("Domain", []),
    library(
      "Web",
      [
        "Domain", "Postgres", "Access", hummingbird, hummingbirdCore, hummingbirdTLS, ssl,
        httpTypes, nio, http1, nioHTTPTypes, logging, lifecycle, unixSignals, metrics,
        configuration,
      ]),
    // What is reported, the same over HTTP and on the command line.
    library("Reports", ["Domain", "Postgres"]),
    library("Relay", ["Domain", "Postgres", logging, lifecycle, metrics]),
    library(
      "Access",
      [
        "Domain", "Postgres", "Relay", crypto, jwt, httpClient, http1, nio, logging, lifecycle,
      ]),
    library(
      "TicketService",
      [
        "Domain", "Postgres", "Access", "Web", "Relay", hummingbird, httpTypes, logging, lifecycle,
      ]),
    library(
      "IncidentService",
      [
        "Domain", "Postgres", "Access", "Web", "Relay", "Reports", hummingbird, httpTypes,
        httpClient, crypto,
        http1, nio, posix, ssl, logging, lifecycle, metrics,
      ]),
    // What webhooks are tried on, by tests and by `firstline chaos`.
    library(
      "WebhookReceiver",
      [hummingbird, hummingbirdTLS, httpTypes, nio, ssl, crypto, logging, lifecycle]),
    library(
      "Operator",
      [
        "Domain", "Postgres", "Access", "Relay", "Reports", "WebhookReceiver", "CZlib", httpClient,
        http1, posix, nio, arguments, crypto, logging,
      ]),
    program("ticket-service", ["TicketService", "Web"]),
    program("incident-service", ["IncidentService", "Web"]),
    program("firstline", ["Operator"]),
    // A peer of the ticket service in script/bench.
    .executableTarget(
      name: "ticket-ceiling",
      dependencies: ["TicketService", "Domain", "Postgres", "Web", hummingbird, httpTypes],
      path: "Benchmarks/Ceiling", swiftSettings: flags),

    .target(
      name: "DatabaseTesting", dependencies: ["Postgres", logging, lifecycle],
      path: "Tests/DatabaseTesting",
      swiftSettings: flags),
    .target(
      name: "ServiceTesting",
      dependencies: [
        "DatabaseTesting", "Access", "Domain", "Postgres", "Web", hummingbird, hummingbirdTesting,
        httpTypes, nio, ssl, logging, lifecycle,
      ],
      path: "Tests/ServiceTesting", swiftSettings: flags),
    tests(
      "AccessTests",
      [
        "Access", "Domain", "Postgres", "Relay", "DatabaseTesting", "ServiceTesting",
        "WebhookReceiver", crypto, cryptoExtras, jwt, logging, lifecycle,
      ]),
    tests("PostgresTests", ["Postgres", "DatabaseTesting", logging]),
    tests("DomainTests", ["Domain"]),
    tests(
      "WebTests",
      [
        "Web", "Access", "Domain", "Postgres", "DatabaseTesting", "ServiceTesting", hummingbird,
        hummingbirdTesting, httpTypes, nio, nioEmbedded, nioHTTPTypes, logging, metrics,
      ]),
    tests("InputTests", ["Web", "Domain", "Postgres", "Operator", nio]),
    tests(
      "ReportingTests", ["Domain", "Postgres", "Relay", "Reports", "DatabaseTesting"],
      besides: ["reports.py"]),
    tests("RelayTests", ["Relay", "Domain", "Postgres", "DatabaseTesting", logging, lifecycle]),
    tests(
      "TicketServiceTests",
      [
        "TicketService", "Access", "Domain", "Postgres", "Web", "Relay", "DatabaseTesting",
        "ServiceTesting",
        hummingbird,
        hummingbirdTesting, httpTypes, nio, logging,
      ]),
    tests(
      "IncidentServiceTests",
      [
        "IncidentService", "Access", "Domain", "Postgres", "Web", "Relay", "Reports",
        "DatabaseTesting",
        "ServiceTesting", "WebhookReceiver", hummingbird,
        hummingbirdTesting, httpTypes, nio, posix, ssl, logging, lifecycle,
      ]),
    tests(
      "OperatorTests",
      [
        "Operator", "Domain", "Postgres", "Relay", "DatabaseTesting", hummingbird, httpTypes,
        httpClient, http1, nio, arguments, crypto, logging, lifecycle,
      ]),
    tests(
      "SystemTests",
      [
        "DatabaseTesting", "ServiceTesting", "WebhookReceiver", "Postgres", "Domain", "Operator",
        httpClient, nio, http1, ssl, "ticket-service", "incident-service", "firstline",
      ]),
    tests("TidyTests", []),
  ]
)

/// A module of `Sources/`.
func library(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: flags)
}

/// A thin executable of `Sources/`.
func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(name: name, dependencies: dependencies, swiftSettings: flags)
}

/// A test target of `Tests/`; some of its files may be no sources.
func tests(
  _ name: String, _ dependencies: [Target.Dependency], besides excluded: [String] = []
) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: excluded, swiftSettings: flags)
}
