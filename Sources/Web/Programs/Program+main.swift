import Foundation
package import Logging

extension Program {
  /// Runs `body` with the settings of this process, with logging set up and the service's logger as
  /// the current one, and ends the process when it is over: with 0, with 1 where it threw, or with
  /// 78 (`EX_CONFIG` of sysexits.h) where a setting was wrong, before `body` began, or the role in
  /// the database is one that no program may have.
  package func main(_ body: (ServiceSettings) async throws -> Void) async -> Never {
    let environment = ProcessInfo.processInfo.environment
    switch start(arguments: CommandLine.arguments, environment: environment) {
    case .tell(let text):
      print(text)
      exit(0)
    case .refuse(let line):
      Self.writeToStandardError(line + "\n")
      exit(Self.misconfigured)
    case .run(let settings):
      Self.bootstrapLogging(settings.logFormat, settings.logLevel)
      exit(await run(settings, body))
    }
  }

  private static let misconfigured: Int32 = 78

  private func run(
    _ settings: ServiceSettings, _ body: (ServiceSettings) async throws -> Void
  ) async -> Int32 {
    await withLogger(Logger(label: name)) { logger in
      logger.info(
        "starting", metadata: ["version": "\(Self.version)", "database": "\(settings.databaseURL)"])
      do {
        try await body(settings)
        logger.info("stopped")
        return 0
      } catch let refusal as PowerfulRole {
        logger.critical("\(refusal)")
        return Self.misconfigured
      } catch {
        logger.critical("failed", error: error)
        return 1
      }
    }
  }

  /// Sends every log event of the process to standard error. Once per process; tests do without.
  package static func bootstrapLogging(_ format: LogFormat, _ level: Logger.Level) {
    LoggingSystem.bootstrap(
      { label, provider in
        var handler = LineLogHandler(
          label: label, format: format, level: level, write: writeToStandardError)
        handler.metadataProvider = provider
        return handler
      }, metadataProvider: nil)
  }

  /// One write for the whole line: lines of several threads do not mix.
  @Sendable private static func writeToStandardError(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
