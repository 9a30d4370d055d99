import Foundation
import Synchronization

/// The file of refused rows, made when the first row is refused.
package final class RefusedRows: Sendable {
  /// Where the file is, or would be.
  package let path: String

  private let file = Mutex<FileHandle?>(nil)

  package init(path: String) {
    self.path = path
  }

  /// Whether a row was refused.
  package var isThere: Bool { file.withLock { $0 != nil } }

  /// Appends a refusal as a line. The first replaces a file of an earlier import.
  package func append(_ refusal: Refusal) throws {
    let line = Data((try refusal.json() + "\n").utf8)
    try file.withLock { file in
      if file == nil { file = try create() }
      try file?.write(contentsOf: line)
    }
  }

  private func create() throws -> FileHandle {
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let handle = FileHandle(forWritingAtPath: path)
    else { throw Unwritable(path: path, reason: String(cString: strerror(errno))) }
    return handle
  }

  /// The file cannot be made.
  package struct Unwritable: Error, CustomStringConvertible {
    let path: String
    let reason: String
    package var description: String { "cannot write the refused rows to \(path): \(reason)" }
  }
}
