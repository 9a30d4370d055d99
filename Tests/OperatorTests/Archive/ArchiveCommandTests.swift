import DatabaseTesting
import Foundation
import Postgres
import Testing

@testable import Operator

@Suite(.database, .timeLimit(.minutes(2))) struct ArchiveCommandTests {
  private func archive(_ before: String, to folder: URL) async throws -> Firstline.Ending {
    try await Firstline.run(
      ["archive", "--before", before, "--to", folder.path()],
      ["DATABASE_URL": TestDatabase.current.url()])
  }

  @Test func `each month is a line, and a file as the export is and sha256sum knows it`()
    async throws
  {
    try await OldLedger.make()
    let export = try await Firstline.run(
      ["audit", "export"], ["DATABASE_URL": TestDatabase.current.url()])
    try await withTemporaryFolder { folder in
      let ending = try await archive("2026-03", to: folder)
      let path = folder.path()
      #expect(
        ending
          == Firstline.Ending(
            status: 0,
            output: """
              2026-01: 5 events in \(path)/ledger-2026-01.ndjson.gz
              2026-02: 5 events in \(path)/ledger-2026-02.ndjson.gz

              """, errors: ""))
      let lines = try await Firstline.bash("zcat \(path)/*.gz", [:]).output.split(separator: "\n")
      #expect(Set(lines).isSubset(of: Set(export.output.split(separator: "\n"))))
      #expect(lines.count { $0.hasPrefix(#"{"position""#) } == 10)
      #expect(lines.contains { $0.hasPrefix(#"{"seal":1,"#) })
      let sums: [String] = try await OldLedger.owner.values(
        """
        SELECT encode(sha256, 'hex') || '  ' || file FROM ledger.archives ORDER BY number
        """)
      try Data(sums.map { "\($0)\n" }.joined().utf8).write(to: folder.appending(path: "sums"))
      #expect(try await Firstline.bash("cd \(path); sha256sum -c sums", [:]).status == 0)
      let mode = try await Firstline.bash("stat -c %a \(path)/*.gz", [:]).output
      #expect(mode == "600\n600\n")
      let audit = try await Firstline.run(
        ["audit", "verify", "--archive", "\(path)/ledger-2026-02.ndjson.gz"],
        ["DATABASE_URL": TestDatabase.current.url(role: "incident_service")])
      #expect(audit.status == 0)
      #expect(audit.output.contains("5 of them archived, and not compared"))
    }
  }

  @Test func `this month and the one before it stay`() async throws {
    try await OldLedger.make()
    try await withTemporaryFolder { folder in
      let ending = try await archive("2026-06", to: folder)
      #expect(ending.status == 1)
      #expect(
        ending.errors
          == "firstline: this month and the one before it stay: --before 2026-06 is too late\n")
      #expect(try await archive("2026-05", to: folder).status == 0)
    }
  }

  @Test(arguments: ["2026", "2026-13", "0000-01", "2026-1", "May 2026", ""])
  func `what is no month is refused`(text: String) async throws {
    let ending = try await archive(text, to: URL(filePath: "/"))
    #expect(ending.status == 64)
  }

  @Test func `a folder that is not there is one line`() async throws {
    try await OldLedger.make()
    let ending = try await archive("2026-03", to: URL(filePath: "/not/there"))
    #expect(ending.status == 1)
    #expect(ending.errors.hasPrefix("firstline: cannot write /not/there/ledger-2026-01"))
    #expect(ending.errors.hasSuffix(": No such file or directory\n"))
  }
}
