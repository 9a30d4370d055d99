import ArgumentParser
import Foundation

/// An end of the program with one line on standard error and a status of our choice.
struct OneLine: Error {
  let message: String
  let status: Int32

  /// Whatever lines `message` has become one: libpq likes to give a hint on a second.
  init(_ message: String, status: Int32) {
    self.message = message.split(whereSeparator: \.isNewline)
      .map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ")
    self.status = status
  }

  /// Prints the line and ends the program.
  func end() -> Never {
    // Nobody is left to be told where standard error is closed.
    try? FileHandle.standardError.write(contentsOf: Data("firstline: \(message)\n".utf8))
    exit(status)
  }
}
