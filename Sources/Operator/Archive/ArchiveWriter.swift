import CZlib
import Foundation

/// Writes lines to a gzip file, and through to the disk.
final class ArchiveWriter {
  private let path: String
  private let descriptor: Int32
  private var stream: gzFile?

  init(_ path: String) throws {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw ArchiveFault(path, errno) }
    stream = gzdopen(dup(descriptor), "wb")
  }

  deinit {
    if let stream { gzclose(stream) }
    _ = Glibc.close(descriptor)
  }

  /// A line, and its line feed.
  func write(_ line: String) throws {
    var text = line + "\n"
    let written = text.withUTF8 { gzwrite(stream, $0.baseAddress, UInt32($0.count)) }
    guard written > 0 else { throw ArchiveFault(path, errno) }
  }

  /// Ends the file. When this has returned, it is on the disk.
  func close() throws {
    defer { stream = nil }
    guard gzclose(stream) == Z_OK, fsync(descriptor) == 0 else { throw ArchiveFault(path, errno) }
  }
}

/// A file that cannot be written.
struct ArchiveFault: Error, CustomStringConvertible {
  let description: String

  init(_ path: String, _ code: Int32) {
    description = "cannot write \(path): \(String(cString: strerror(code)))"
  }
}
