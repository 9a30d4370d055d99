import Logging
import Synchronization

/// Keeps the lines that are logged, for a test to read.
final class LogRecorder: Sendable {
  struct Line: Sendable {
    let level: Logger.Level
    let message: String
    let metadata: [String: String]
  }

  private let recorded = Mutex<[Line]>([])

  var lines: [Line] { recorded.withLock { $0 } }

  /// The one line with this message, or nil.
  func line(_ message: String) -> Line? { lines.first { $0.message == message } }

  var logger: Logger { Logger(label: "test", factory: { _ in Handler(recorder: self) }) }

  private struct Handler: LogHandler {
    let recorder: LogRecorder
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let metadata = self.metadata.merging(event.metadata ?? [:]) { $1 }.mapValues { "\($0)" }
      let line = Line(level: event.level, message: "\(event.message)", metadata: metadata)
      recorder.recorded.withLock { $0.append(line) }
    }
  }
}
