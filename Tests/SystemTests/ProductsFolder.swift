import Foundation

/// Where the build put the programs.
enum ProductsFolder {
  /// The folder of this test's own executable, which the build puts beside them.
  static var url: URL {
    let tests = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let candidates = [tests, root.appending(path: ".build/debug")]
    let found = candidates.first {
      FileManager.default.isExecutableFile(atPath: $0.appending(path: "ticket-service").path())
    }
    return found ?? candidates[1]
  }
}
