import DatabaseTesting
import Foundation
import Postgres
import Testing

@testable import Operator

/// What `firstline audit verify` says of a ledger of which a part is in files.
@Suite(.database, .timeLimit(.minutes(2))) struct ArchivedAuditTests {
  /// Archives, and gives the file of January as plain lines to be rewritten; then audits with it.
  private func audit(
    _ rewrite: (inout [String]) -> Void = { _ in }
  ) async throws -> Audit {
    try await withTemporaryFolder { folder in
      let files = try await OldLedger.archive(to: folder)
      let text = try await Firstline.bash("zcat \(files[0])", [:]).output
      var lines = text.split(separator: "\n").map(String.init)
      let original = lines
      rewrite(&lines)
      if lines != original {
        let text = lines.map { "\($0)\n" }.joined()
        try Data(GzipFixture.compress(Array(text.utf8))).write(to: URL(filePath: files[0]))
      }
      return try await Audit.run(archives: [files[0]], on: OldLedger.owner)
    }
  }

  @Test func `what is archived is not missed, and counted`() async throws {
    try await OldLedger.make()
    let whole = try await Audit.run(on: OldLedger.owner)
    try await withTemporaryFolder { folder in
      let files = try await OldLedger.archive(to: folder)
      let audit = try await Audit.run(on: OldLedger.owner)
      #expect(audit.findings == [])
      #expect(audit.archived == 14)
      #expect(audit.events == whole.events)
      #expect(audit.latest == whole.latest)
      #expect(audit.summary.contains("; 14 of them archived, and not compared; "))
      let compared = try await Audit.run(archives: files.reversed(), on: OldLedger.owner)
      #expect(compared.findings == [])
      #expect(compared.archived == 0)
      #expect(compared.unsealed == 0)
    }
  }

  @Test func `a file as it was written has no findings`() async throws {
    try await OldLedger.make()
    let audit = try await audit()
    #expect(audit.findings == [])
    #expect(audit.archived == 9)
  }

  private static let fault = "is not the file that was written"

  @Test func `a changed event of a file is named`() async throws {
    try await OldLedger.make()
    let place = try await TamperedLedger.place(5)
    let audit = try await audit { lines in
      lines = lines.map {
        $0.contains("\"\(place)\"") ? $0.replacing("\"ann\"", with: "\"eve\"") : $0
      }
    }
    #expect(audit.findings.first == "event 5: changed, at \(place)")
    #expect(audit.findings.count == 2 && audit.findings[1].hasSuffix(Self.fault))
  }

  @Test func `a removed and an inserted event of a file are named`() async throws {
    try await OldLedger.make()
    let place = try await TamperedLedger.place(5)
    let audit = try await audit { lines in
      lines.removeAll { $0.contains("\"\(place)\"") }
      lines.append(#"{"position":"99999999-77","event":{"at": 1}}"#)
    }
    #expect(
      audit.findings.prefix(2) == [
        "event 5: removed, from \(place)", "event 77: inserted, at 99999999-77",
      ])
    #expect(audit.findings.count == 3)
  }

  @Test func `a reordered event of a file is named`() async throws {
    try await OldLedger.make()
    let place = try await TamperedLedger.place(5)
    let now = place.replacing("-5", with: "-55")
    let audit = try await audit { lines in
      lines = lines.map { $0.replacing("\"\(place)\"", with: "\"\(now)\"") }
    }
    #expect(audit.findings.first == "event 5: reordered, from \(place) to \(now)")
    #expect(audit.findings.count == 2)
  }

  @Test func `an event that is gone from the ledger, or from what reports need, is missed`()
    async throws
  {
    try await OldLedger.make()
    _ = try await withTemporaryFolder { try await OldLedger.archive(to: $0) }
    let last: Int64? = try await OldLedger.owner.value("SELECT max(id) FROM ledger.events")
    let id = try Int(#require(last))
    let places = try await (
      live: TamperedLedger.place(id),
      archived: OldLedger.owner.value(
        "SELECT xid || '-' || id FROM ledger.archived_events WHERE id = 5", as: String.self) ?? ""
    )
    try await TamperedLedger.tamper(
      "DELETE FROM ledger.events WHERE id = \(id)",
      "DELETE FROM ledger.archived_events WHERE id = 5")
    #expect(
      try await Audit.run(on: OldLedger.owner).findings == [
        "event 5: removed, from \(places.archived)", "event \(id): removed, from \(places.live)",
        "archive 1: 5 events were archived, 4 are kept for reports",
      ])
  }

  @Test func `verify finds nothing wrong with what is archived`() async throws {
    try await OldLedger.make()
    func violations() async throws -> [String] {
      let connection = Connection(
        ConnectionSettings(url: TestDatabase.current.url(), applicationName: "test"))
      let findings = try await Verification.run(grace: 60, on: connection)
      await connection.close()
      return findings.flatMap(\.violations)
    }
    let before = try await violations()
    _ = try await withTemporaryFolder { try await OldLedger.archive(to: $0) }
    let after = try await violations()
    #expect(after == before)
  }
}
