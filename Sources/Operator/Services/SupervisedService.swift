import AsyncHTTPClient
import Foundation
import Synchronization

/// One of our services on a port that stays the same, so that its clients find it again.
final class SupervisedService: Sendable {
  /// What a report calls it.
  let name: String

  private let program: URL
  private let port: Int
  private let databaseURL: String
  private let log: URL
  private let probe: HealthProbe
  private let child = Mutex<ChildProcess?>(nil)

  /// - Parameters:
  ///   - program: The executable.
  ///   - logs: The folder where its log goes, under its name; nil: nowhere.
  init(
    name: String, program: URL, port: Int, databaseURL: String, logs: URL?, http: HTTPClient
  ) {
    self.name = name
    self.program = program
    self.port = port
    self.databaseURL = databaseURL
    log = logs?.appending(path: "\(name).log") ?? URL(filePath: "/dev/null")
    probe = HealthProbe(http: http)
  }

  /// Where it answers, when it does.
  var url: String { "http://127.0.0.1:\(port)" }

  /// How it ended, where it has, and nobody asked for that.
  var unexpectedEnd: String? {
    child.withLock { child in child.flatMap { $0.isRunning ? nil : $0.ending } }
  }

  /// Starts it and waits until it is ready.
  func start() async throws {
    let environment = [
      "DATABASE_URL": databaseURL, "HOST": "127.0.0.1", "PORT": "\(port)", "LOG_LEVEL": "info",
      // The webhooks of a run are on this machine.
      "WEBHOOK_ALLOW_PRIVATE": "true",
      // One customer sends for all.
      "RATE_LIMIT_READS": "0", "RATE_LIMIT_WRITES": "0",
    ]
    let started = try await ChildProcess.start(
      name, [program.path(percentEncoded: false)], environment: environment, log: log)
    child.withLock { $0 = started }
    let isReady = try await isMet(within: .seconds(30)) {
      try Task.checkCancellation()
      guard started.isRunning else { return true }
      return await (try? probe.check(url + "/health/ready")) != nil
    }
    if !started.isRunning { throw DidNotStart(name: name, reason: started.ending) }
    if !isReady { throw DidNotStart(name: name, reason: "not ready after 30 s") }
  }

  /// Kills it, as `kill -9` does, and waits for its end.
  func kill() async {
    guard let child = child.withLock({ $0.take() }) else { return }
    child.send(SIGKILL)
    _ = await child.ends(within: .seconds(10))
  }

  /// Asks it to end, and says what is wrong with how it did that: it has ten seconds, and its
  /// status is to be 0.
  func stop() async -> String? {
    guard let child = child.withLock({ $0.take() }) else { return nil }
    child.send(SIGTERM)
    guard await child.ends(within: .seconds(10)) else {
      child.send(SIGKILL)
      _ = await child.ends(within: .seconds(10))
      return "the \(name) had not ended 10 s after SIGTERM"
    }
    return child.hasSucceeded ? nil : "the \(name) ended with \(child.ending) after SIGTERM"
  }

  /// A service that ended instead of becoming ready, or never became ready.
  struct DidNotStart: Error, CustomStringConvertible {
    let name: String
    let reason: String
    var description: String { "the \(name) did not start: \(reason)" }
  }
}
