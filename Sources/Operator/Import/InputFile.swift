import CZlib
import Foundation
import Synchronization

/// A file to read from, plain or gzip: zlib tells by the first bytes which of the two it is.
package final class InputFile: Sendable {
  /// The path as the user wrote it; `-` is standard input.
  package let path: String
  /// The size on disk in bytes, compressed if the file is; `nil` when that is not known.
  package let size: Int?

  // zlib's handle has no locking of its own.
  private let handle: Mutex<gzFile>

  /// Opens the file. Throws ``Unreadable``.
  package init(path: String) throws {
    self.path = path
    let isStandardInput = path == "-"
    // A duplicate, so that closing ours leaves the process's standard input alone.
    guard let handle = isStandardInput ? gzdopen(dup(STDIN_FILENO), "rb") : gzopen(path, "rb")
    else { throw Unreadable(path: path, reason: String(cString: strerror(errno))) }
    gzbuffer(handle, 128 * 1024)
    self.handle = Mutex(handle)
    self.size = isStandardInput ? nil : Self.size(of: path)
  }

  deinit {
    handle.withLock { handle in _ = gzclose(handle) }
  }

  /// The next bytes, uncompressed: at most `count`, none at the end of the file. Blocks.
  ///
  /// Throws ``Unreadable`` when the disk or the compressed data is damaged, also when the file
  /// ends within compressed data.
  package func read(upTo count: Int) throws -> InputChunk {
    try handle.withLock { handle in
      let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
        initialized = max(0, Int(gzread(handle, buffer.baseAddress, UInt32(count))))
      }
      // A truncated gzip file reads as if it merely ended; only the error number tells.
      if bytes.count < count, let reason = Self.fault(of: handle) {
        throw Unreadable(path: path, reason: reason)
      }
      return InputChunk(bytes: bytes, position: max(0, Int(gzoffset(handle))))
    }
  }

  private static func fault(of handle: gzFile) -> String? {
    var code: Int32 = Z_OK
    let message = gzerror(handle, &code)
    switch code {
    case Z_OK, Z_STREAM_END: return nil
    case Z_ERRNO: return String(cString: strerror(errno))
    case Z_BUF_ERROR: return "the compressed data ends too early"
    default: return message.map { String(cString: $0) } ?? "damaged compressed data"
    }
  }

  private static func size(of path: String) -> Int? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    guard attributes?[.type] as? FileAttributeType == .typeRegular else { return nil }
    return attributes?[.size] as? Int
  }

  /// The file cannot be opened or read.
  package struct Unreadable: Error, CustomStringConvertible {
    package let path: String
    package let reason: String
    package var description: String { "cannot read \(path): \(reason)" }
  }
}

/// A piece of an ``InputFile``.
package struct InputChunk: Sendable {
  /// The bytes, uncompressed.
  package let bytes: [UInt8]
  /// How far the file was read when it was taken, in bytes on disk.
  package let position: Int
}
