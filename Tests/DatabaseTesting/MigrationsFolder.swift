import Foundation

/// The project's `migrations/`, found from this file.
package enum MigrationsFolder {
  /// Its absolute path.
  package static var path: String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "migrations").path()
  }
}
