import Foundation

/// Where PostgreSQL's server programs are.
enum PostgresPrograms {
  /// The folder of `postgres` and `initdb`: of the newest version that Debian installed, else of
  /// the `postgres` on the PATH. The same as `script/lib/postgres.sh` finds.
  static func folder() throws -> URL {
    let versions = URL(filePath: "/usr/lib/postgresql")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: versions.path())) ?? []
    let debian = names.sorted { $0.compare($1, options: .numeric) == .orderedDescending }
      .map { versions.appending(path: $0).appending(path: "bin") }
    let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { URL(filePath: String($0)).appending(path: "postgres").resolvingSymlinksInPath() }
      .map { $0.deletingLastPathComponent() }
    let found = (debian + path).first { folder in
      ["postgres", "initdb"].allSatisfy {
        FileManager.default.isExecutableFile(atPath: folder.appending(path: $0).path())
      }
    }
    guard let found else {
      throw OneLine("PostgreSQL's server is not installed: apt-get install postgresql", status: 1)
    }
    return found
  }
}
