import Foundation

/// Standard output, where what is written is to be seen at once, also in a pipe.
enum PlainOutput {
  static func write(_ line: String) {
    // A closed standard output is no reason to end.
    try? FileHandle.standardOutput.write(contentsOf: Data((line + "\n").utf8))
  }
}
