/// How a log event is written.
package enum LogFormat: String, CaseIterable, Sendable {
  /// `2026-11-23T15:09:38.123456Z info ticket-service: listening port=8080`
  case text
  /// One JSON object: `time`, `level`, `logger`, `message` and, where there is any, `metadata`.
  case json
}
