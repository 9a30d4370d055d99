import Domain
package import Logging

/// Writes every log event as one line, whatever is in it.
package struct LineLogHandler: LogHandler {
  package var logLevel: Logger.Level = .info
  package var metadata: Logger.Metadata = [:]
  package var metadataProvider: Logger.MetadataProvider?

  private let label: String
  private let format: LogFormat
  private let write: @Sendable (String) -> Void

  /// - Parameters:
  ///   - label: the name of the logger.
  ///   - write: is given each line with its line feed, possibly from several threads at once.
  package init(
    label: String, format: LogFormat, level: Logger.Level = .info,
    write: @escaping @Sendable (String) -> Void
  ) {
    self.label = label
    self.format = format
    self.logLevel = level
    self.write = write
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    let metadata = allMetadata(of: event).sorted { $0.key < $1.key }
    let now = Instant.now().description
    switch format {
    case .text: write(text(event, at: now, metadata))
    case .json: write(json(event, at: now, metadata))
    }
  }

  /// What is closer to the event wins: its own over the provider's over the logger's.
  private func allMetadata(of event: LogEvent) -> Logger.Metadata {
    var all = metadata
    if let provided = metadataProvider?.get() { all.merge(provided) { $1 } }
    if let own = event.metadata { all.merge(own) { $1 } }
    if let error = event.error { all["error"] = "\(error)" }
    return all
  }

  private func text(
    _ event: LogEvent, at time: String, _ metadata: [(key: String, value: Logger.MetadataValue)]
  ) -> String {
    var line = "\(time) \(event.level.rawValue) \(label): "
    Self.appendOneLine(event.message.description, to: &line)
    for (key, value) in metadata {
      line += " \(key)="
      let text = value.description
      if text.isEmpty || text.contains(where: { $0 == " " || $0 == "\"" || $0 == "=" }) {
        OrderedJSON.string(text).append(to: &line)
      } else {
        Self.appendOneLine(text, to: &line)
      }
    }
    return line + "\n"
  }

  private func json(
    _ event: LogEvent, at time: String, _ metadata: [(key: String, value: Logger.MetadataValue)]
  ) -> String {
    var members: [OrderedJSON.Member] = [
      .init("time", .string(time)),
      .init("level", .string(event.level.rawValue)),
      .init("logger", .string(label)),
      .init("message", .string(event.message.description)),
    ]
    if !metadata.isEmpty {
      let values = metadata.map { OrderedJSON.Member($0.key, Self.json($0.value)) }
      members.append(.init("metadata", .object(values)))
    }
    return OrderedJSON.object(members).text + "\n"
  }

  private static func json(_ value: Logger.MetadataValue) -> OrderedJSON {
    switch value {
    case .string(let text): .string(text)
    case .stringConvertible(let value): .string(value.description)
    case .array(let values): .array(values.map(json))
    case .dictionary(let values):
      .object(values.sorted { $0.key < $1.key }.map { .init($0.key, json($0.value)) })
    }
  }

  /// A line feed in a message would forge a second event.
  private static func appendOneLine(_ text: String, to line: inout String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": line += "\\n"
      case "\r": line += "\\r"
      case "\u{0}"..<"\u{20}", "\u{7f}": line += "\\u{\(String(scalar.value, radix: 16))}"
      default: line.unicodeScalars.append(scalar)
      }
    }
  }
}
