// swift-tools-version: 6.2
import Foundation
import PackageDescription

// A package of its own, built by script/fuzz alone: libFuzzer's instrumentation is in our modules
// and in nothing else, and the ordinary build knows none of it. `Sources` and `Tests` are links to
// the folders of the same name, so that a target can be what its module has of readers of foreign
// bytes: without the HTTP server the build takes a minute, and not ten.

let flags: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
  .unsafeFlags(["-sanitize=fuzzer"]),
]

let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")

let package = Package(
  name: "fuzzing",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2")
  ],
  targets: [
    .systemLibrary(name: "CLibFuzzer", path: "CLibFuzzer"),
    .systemLibrary(name: "CLibPQ", path: "Sources/CLibPQ", pkgConfig: "libpq"),
    .target(name: "Domain", path: "Sources/Domain", swiftSettings: flags),
    .target(
      name: "Postgres", dependencies: ["CLibPQ"], path: "Sources/Postgres",
      exclude: files("Sources/Postgres") { !$0.hasPrefix("Query/") && !$0.hasPrefix("Rows/") },
      swiftSettings: flags),
    .target(
      name: "Web", dependencies: ["Domain", "Postgres", nio], path: "Sources/Web",
      exclude: files("Sources/Web") { !readers.contains($0) }, swiftSettings: flags),
    .target(
      name: "Operator", dependencies: ["Domain"], path: "Sources/Operator/Import",
      exclude: files("Sources/Operator/Import") { !imports.contains($0) }, swiftSettings: flags),
    .target(
      name: "InputProperties", dependencies: ["Domain", "Postgres", "Web", "Operator", nio],
      path: "Tests/InputTests/Properties", swiftSettings: flags),
    // The toolchain's lld, because Debian's gold fails on what the sanitizers write.
    .executableTarget(
      name: "fuzz", dependencies: ["InputProperties", "CLibFuzzer"], path: "Driver",
      swiftSettings: flags,
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]),
  ]
)

/// What reads bodies, queries and headers, without what serves them.
var readers: [String] {
  [
    "Pages/Cursor.swift", "Pages/PageRequest.swift", "Requests/BooleanRule.swift",
    "Requests/FieldReader.swift", "Requests/IdempotencyKey.swift", "Requests/InstantRule.swift",
    "Requests/IntegerRule.swift", "Requests/JSONBody.swift", "Requests/JSONParser.swift",
    "Requests/JSONReadable.swift", "Requests/JSONValue.swift", "Requests/MalformedJSON.swift",
    "Requests/OneOf.swift", "Requests/PercentEncoding.swift", "Requests/QueryReadable.swift",
    "Requests/QueryReader.swift", "Requests/ReadableFault.swift",
    "Requests/StringProtocol+headers.swift", "Requests/ValueRule.swift", "Responses/ETag.swift",
    "Responses/ETagCondition.swift", "Responses/JSONWritable.swift",
    "Responses/JSONWritable+text.swift", "Responses/JSONWritable+values.swift",
    "Responses/JSONWriter.swift",
  ]
}

/// What reads the rows of a file.
var imports: [String] {
  [
    "ByteOrderMark.swift", "CSVParser.swift", "CSVRecord.swift", "CSVRowReader.swift",
    "ImportColumns.swift", "ImportRow.swift", "InputFormat.swift", "JSONLine.swift",
    "LineSplitter.swift", "NDJSONRowReader.swift", "Refusal.swift", "RowFault.swift",
    "RowReader.swift", "TicketText.swift",
  ]
}

/// The files below `folder`, relative to it, that are `unwanted`. To name those that are wanted
/// instead has SwiftPM warn of all others.
func files(_ folder: String, _ unwanted: (String) -> Bool) -> [String] {
  let paths = FileManager.default.enumerator(atPath: "\(Context.packageDirectory)/\(folder)")
  return (paths?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".swift") }
    .filter(unwanted)
}
