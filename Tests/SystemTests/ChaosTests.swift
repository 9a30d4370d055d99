import DatabaseTesting
import Foundation
import Testing

@Suite(.timeLimit(.minutes(3))) struct ChaosTests {
  @Test func `every kind of fault costs no ticket, and nothing of the run is left`() async throws {
    // Of this seed's first nine faults each is another one, and none takes long.
    let run = try Self.start(
      ["--rounds", "9"],
      // Where it would have to fail if it did not have a database of its own.
      [
        "DATABASE_URL": "postgresql:///nowhere?host=/nonexistent", "PGHOSTADDR": "127.0.0.1",
        "PGPORT": "1",
      ])
    let status = await run.end(within: .seconds(150))
    let output = run.output
    #expect(status == 0, "\(output)")
    #expect(output.contains("\n26 checks, 0 violations\n"))
    #expect(output.contains("\nround 9/9  "))
    for fault in ["SIGSTOP of the listener's backend", "immediate stop of PostgreSQL"] {
      #expect(output.contains("\n\(fault)  "))
    }
    let folder = try #require(Self.folder(in: output))
    #expect(Self.leftovers(of: folder) == [])
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `a run that is stopped takes everything with it`(signal: Int32) async throws {
    let run = try Self.start()
    #expect(await eventually(within: .seconds(60)) { run.output.contains("round 1/20 ") })
    let folder = try #require(Self.folder(in: run.output))
    // What is looked for is to be found while it is there.
    #expect(Self.leftovers(of: folder).count > 1)
    #expect(await run.end(by: signal) == 128 + signal)
    #expect(Self.leftovers(of: folder) == [])
  }

  @Test func `what a killed run has started ends with it`() async throws {
    let run = try Self.start()
    #expect(await eventually(within: .seconds(60)) { run.output.contains("round 1/20 ") })
    let folder = try #require(Self.folder(in: run.output))
    #expect(await run.end(by: SIGKILL) == SIGKILL)
    // The folder itself is left: nobody is there to remove it.
    #expect(await eventually { Self.leftovers(of: folder) == [folder] })
    try FileManager.default.removeItem(atPath: folder)
  }

  @Test func `what a killed run was about to start does not start`() async throws {
    // A child that stands where it has not yet asked to end with the run.
    let tools = FileManager.default.temporaryDirectory.appending(path: "firstline-\(UUID())")
    try FileManager.default.createDirectory(at: tools, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: tools) }
    let gate = tools.appending(path: "gate").path
    try #require(mkfifo(gate, 0o600) == 0)
    let setpriv = """
      #!/bin/sh
      case "$*" in */ticket-service*) read -r _ < "${0%/*}/gate" ;; esac
      PATH=${PATH#*:} exec setpriv "$@"
      """
    let script = tools.appending(path: "setpriv").path
    #expect(
      FileManager.default.createFile(
        atPath: script, contents: Data(setpriv.utf8), attributes: [.posixPermissions: 0o755]))

    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let run = try Self.start([], ["PATH": "\(tools.path):\(path)"])
    var door: Int32 = -1
    #expect(
      await eventually(within: .seconds(60)) {
        door = open(gate, O_WRONLY | O_NONBLOCK)
        return door >= 0
      })
    let folder = try #require(Self.folder(in: run.output))
    #expect(await run.end(by: SIGKILL) == SIGKILL)
    close(door)
    #expect(await eventually { Self.leftovers(of: folder) == [folder] })
    try FileManager.default.removeItem(atPath: folder)
  }

  private static func start(
    _ arguments: [String] = [], _ environment: [String: String] = [:]
  ) throws -> FirstlineInBackground {
    try FirstlineInBackground.start(
      ["chaos", "--seed", "63", "--migrations", MigrationsFolder.path] + arguments, environment)
  }

  /// The folder that the run says it works in.
  private static func folder(in output: String) -> String? {
    output.firstMatch(of: /\/tmp\/firstline-chaos\.[0-9A-F]+/).map { String($0.0) }
  }

  /// The folder, if it is there, and the processes that know it: by an argument, the environment,
  /// or, as PostgreSQL's do, the folder that they work in.
  private static func leftovers(of folder: String) -> [String] {
    let files = FileManager.default
    let processes = (try? files.contentsOfDirectory(atPath: "/proc")) ?? []
    let found = processes.filter { Int($0) != nil }.filter { process in
      // Another user's process, or one that has just ended, cannot be read.
      let texts = ["cmdline", "environ"].compactMap {
        files.contents(atPath: "/proc/\(process)/\($0)")
      }
      let place = try? files.destinationOfSymbolicLink(atPath: "/proc/\(process)/cwd")
      return place?.hasPrefix(folder) == true
        || texts.contains { String(decoding: $0, as: UTF8.self).contains(folder) }
    }
    return (files.fileExists(atPath: folder) ? [folder] : []) + found
  }
}
