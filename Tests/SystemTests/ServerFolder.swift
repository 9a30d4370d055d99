import Foundation

@testable import Operator

/// A folder for a server of a test's own: its data, its socket and its log. The servers refuse to
/// be root, so it belongs to the user who runs them.
struct ServerFolder: Sendable {
  let url: URL

  /// Who runs the servers.
  static var user: ChildProcess.User { geteuid() == 0 ? .postgres : .ourselves }

  /// Runs `body` with a fresh folder, which is gone afterwards, whatever happens.
  static func with(_ body: (ServerFolder) async throws -> Void) async throws {
    // Under /tmp, because the path of a socket may have 107 bytes.
    let name = "firstline-test.\(UUID().uuidString.prefix(8))"
    let folder = ServerFolder(url: URL(filePath: "/tmp").appending(path: name))
    try FileManager.default.createDirectory(
      at: folder.url, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: folder.url) }
    if user == .postgres {
      guard let postgres = getpwnam("postgres") else { throw CocoaError(.fileNoSuchFile) }
      chown(folder.url.path(), postgres.pointee.pw_uid, postgres.pointee.pw_gid)
    }
    try await body(folder)
  }

  /// The path of a file in it.
  func path(_ name: String) -> String { url.appending(path: name).path() }
}
