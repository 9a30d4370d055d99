import Foundation

/// The terminal behind standard error, where progress is shown.
package enum Terminal {
  /// Whether there is one that can redraw a line.
  package static var isThere: Bool {
    isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  /// Its width in columns, which may change while a program runs; 80 when it does not say.
  package static var width: Int {
    var size = winsize()
    let isKnown = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return isKnown ? Int(size.ws_col) : 80
  }

  /// Puts `line` in place of the line with the cursor; an empty one clears it.
  package static func redraw(_ line: String) {
    write("\r\(line)\u{1B}[K")
  }

  /// Puts what `line` gives in place of that line ten times a second, until the task is cancelled.
  package static func keepRedrawing(_ line: () -> String?) async {
    while !Task.isCancelled {
      if let line = line() { redraw(line) }
      // Cut short by cancellation, which the loop sees.
      try? await Task.sleep(for: .milliseconds(100))
    }
  }

  /// Writes a line to standard error.
  package static func complain(_ line: String) {
    write(line + "\n")
  }

  private static func write(_ text: String) {
    // A closed standard error is no reason to end an import.
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
