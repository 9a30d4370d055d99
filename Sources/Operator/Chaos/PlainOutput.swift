import Foundation

/// Standard output, where what is written is to be seen at once, also in a pipe.
enum PlainOutput {
  static func write(_ line: String) {
    write(pieces: line + "\n")
  }

  /// Writes text as it is.
  static func write(pieces text: String) {
    // A closed standard output is no reason to end.
    try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
  }
}
