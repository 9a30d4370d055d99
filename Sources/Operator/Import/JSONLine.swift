import Foundation

/// A line of NDJSON, as Foundation reads it.
enum JSONLine {
  /// The value that the line describes; nil where it is not JSON in UTF-8.
  static func value(of bytes: [UInt8]) -> Any? {
    // Foundation guesses from the bytes whether a text is UTF-16 or UTF-32, which a line of a file
    // cannot be: by those that are 0, which JSON never has, and by a byte order mark.
    guard !bytes.contains(0), bytes.first != 0xEF, String(validating: bytes, as: UTF8.self) != nil
    else { return nil }
    return try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
  }
}
