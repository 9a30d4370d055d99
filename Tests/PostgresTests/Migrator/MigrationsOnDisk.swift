import Foundation
import Postgres

/// A folder of migrations that a test writes, and that goes with it.
final class MigrationsOnDisk: Sendable {
  let path: String

  init(_ files: [String: String]) throws {
    path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path()
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, sql) in files { try write(sql, to: name) }
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  var migrator: Migrator { Migrator(folder: path) }

  func write(_ sql: String, to name: String) throws {
    try sql.write(toFile: "\(path)/\(name)", atomically: true, encoding: .utf8)
  }

  func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: "\(path)/\(name)")
  }
}
