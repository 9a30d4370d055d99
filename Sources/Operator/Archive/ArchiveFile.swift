import Crypto
import Foundation

/// The file of an archived month: NDJSON as ``AuditExport`` writes it, by gzip.
struct ArchiveFile {
  let folder: String
  let name: String

  var path: String { "\(folder)/\(name)" }
  private var unfinished: String { "\(path).partial" }

  /// Begins to write it, under another name and for nobody else to read.
  func write() throws -> ArchiveWriter {
    try ArchiveWriter(unfinished)
  }

  /// Gives what was written its name, for good. Where there is such a file already, that one stays:
  /// an earlier run has written it, or else ``verify(_:)`` refuses it.
  func takeItsName() throws {
    guard !FileManager.default.fileExists(atPath: path) else {
      return try FileManager.default.removeItem(atPath: unfinished)
    }
    guard rename(unfinished, path) == 0 else { throw ArchiveFault(path, errno) }
    let descriptor = open(folder, O_RDONLY)
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw ArchiveFault(folder, errno) }
  }

  /// Reads it from its beginning to its end, and returns its SHA-256. Throws ``OneLine`` where it
  /// does not have exactly these events.
  func verify(_ expected: ArchiveRoll) async throws -> String {
    var roll = ArchiveRoll()
    var reader = try ArchiveReader(path: path)
    while let event = try await reader.next() { roll.add(event) }
    guard roll.digest == expected.digest else {
      throw OneLine("\(path) is not what is to be archived; move it away", status: 1)
    }
    return try Self.sum(of: path)
  }

  /// The SHA-256 of a file as it lies on disk.
  static func sum(of path: String) throws -> String {
    guard let handle = FileHandle(forReadingAtPath: path) else { throw ArchiveFault(path, errno) }
    defer { try? handle.close() }
    var hash = SHA256()
    while let data = try handle.read(upToCount: 1 << 20), !data.isEmpty { hash.update(data: data) }
    return hash.finalize().hexadecimal
  }
}

/// Events one after the other, as one SHA-256.
struct ArchiveRoll {
  private(set) var events: Int64 = 0
  private var hash = SHA256()

  mutating func add(_ event: Fingerprint) {
    events += 1
    hash.update(data: Data("\(event.position) \(event.digest)\n".utf8))
  }

  /// Of all until now.
  var digest: SHA256.Digest { hash.finalize() }
}
