import Foundation

/// The repository as git sees it: what is committed, or would be.
struct Project {
  let files: [SourceFile]

  /// Read once, for all rules.
  static let current = Result { try Project() }

  /// The folder that holds `Package.swift`, found from this file.
  private static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private init() throws {
    files = try Self.paths().compactMap { path in
      // A file that was just deleted, and data that is no text, have nothing to be read.
      let text = try? String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
      return text.map { SourceFile(path: path, text: $0) }
    }
  }

  /// The text of one file.
  static func file(_ path: String) throws -> SourceFile {
    let file = try current.get().files.first { $0.path == path }
    guard let file else { throw Missing(path: path) }
    return file
  }

  private static func paths() throws -> [String] {
    let git = Process()
    git.executableURL = URL(filePath: "/usr/bin/env")
    git.arguments = [
      "git", "-c", "safe.directory=*", "-C", root.path(), "ls-files", "-z", "--cached", "--others",
      "--exclude-standard",
    ]
    let output = Pipe()
    git.standardOutput = output
    try git.run()
    let listing = try output.fileHandleForReading.readToEnd() ?? Data()
    git.waitUntilExit()
    guard git.terminationStatus == 0 else { throw Missing(path: "a list of files from git") }
    return listing.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }.sorted()
  }

  struct Missing: Error {
    let path: String
  }
}
