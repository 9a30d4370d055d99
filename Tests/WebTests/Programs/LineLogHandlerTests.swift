import Domain
import Foundation
import Logging
import Synchronization
import Testing
import Web

/// What a handler has written.
private final class Lines: Sendable {
  private let written = Mutex("")
  var text: String { written.withLock { $0 } }
  func write(_ text: String) { written.withLock { $0 += text } }
}

private struct Failure: Error, CustomStringConvertible {
  let description = "no \"way\"\nout"
}

struct LineLogHandlerTests {
  private func logged(_ format: LogFormat, _ log: (inout Logger) -> Void) -> String {
    let lines = Lines()
    var logger = Logger(label: "desk") {
      LineLogHandler(label: $0, format: format, level: .info, write: lines.write)
    }
    log(&logger)
    return lines.text
  }

  @Test func `a text line has time, level, logger, message and metadata in order`() throws {
    let text = logged(.text) { logger in
      logger[metadataKey: "b"] = "logger's"
      logger[metadataKey: "c"] = "logger's"
      logger.warning(
        "it happened", metadata: ["c": "2", "a": "1 = one", "d": ["x", "y"], "e": ""])
    }
    let time = try #require(text.split(separator: " ").first)
    #expect(Instant(rfc3339: time)?.description == String(time))
    #expect(
      text.dropFirst(time.count)
        == " warning desk: it happened a=\"1 = one\" b=logger's c=2 "
        + "d=\"[\\\"x\\\", \\\"y\\\"]\" e=\"\"\n"
    )
  }

  @Test(arguments: LogFormat.allCases)
  func `whatever is in an event, it is one line`(format: LogFormat) {
    let text = logged(format) { logger in
      logger.error(
        "a\nb\r\u{0}c\u{1b}[31m", error: Failure(), metadata: ["k": "v\nw", "l": ["m": "n\no"]])
    }
    #expect(text.split(separator: "\n").count == 1)
    #expect(text.hasSuffix("\n"))
    #expect(!text.dropLast().unicodeScalars.contains { $0.value < 0x20 })
    #expect(text.contains("no \\\"way\\\"\\nout"))
  }

  @Test func `a JSON line keeps the structure of its metadata`() throws {
    let text = logged(.json) { logger in
      logger[metadataKey: "request_id"] = "r1"
      logger.info("hello", metadata: ["list": ["x", ["y": "z"]], "number": .stringConvertible(5)])
    }
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(object["level"] as? String == "info")
    #expect(object["logger"] as? String == "desk")
    #expect(object["message"] as? String == "hello")
    let time = try #require(object["time"] as? String)
    #expect(Instant(rfc3339: time)?.description == time)
    let metadata = try #require(object["metadata"] as? [String: Any])
    #expect(metadata["request_id"] as? String == "r1")
    #expect(metadata["number"] as? String == "5")
    let list = try #require(metadata["list"] as? [Any])
    #expect(list[0] as? String == "x")
    #expect(list[1] as? [String: String] == ["y": "z"])
  }

  @Test func `what is closer to the event wins`() {
    let lines = Lines()
    var handler = LineLogHandler(label: "desk", format: .text, write: lines.write)
    handler.metadata = ["a": "logger", "b": "logger", "c": "logger"]
    handler.metadataProvider = Logger.MetadataProvider { ["b": "provider", "c": "provider"] }
    Logger(label: "desk", factory: { _ in handler }).info("x", metadata: ["c": "event"])
    #expect(lines.text.hasSuffix("x a=logger b=provider c=event\n"))
  }

  @Test func `an event below the level is not written`() {
    #expect(logged(.text) { $0.debug("quiet") } == "")
    let loud = logged(.json) { logger in
      logger.logLevel = .debug
      logger.debug("loud")
    }
    #expect(loud.contains("loud"))
  }
}
