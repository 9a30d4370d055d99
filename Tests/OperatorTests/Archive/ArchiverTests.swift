import DatabaseTesting
import Foundation
import Postgres
import Relay
import Testing

@testable import Operator

/// Old months become files, and nothing is lost on the way.
@Suite(.database, .timeLimit(.minutes(2))) struct ArchiverTests {
  private var owner: Database { OldLedger.owner }

  /// The months of which the ledger still has events.
  private func months() async throws -> [String] {
    try await owner.values(
      """
      SELECT DISTINCT to_char(timezone('UTC', at), 'YYYY-MM') AS month
      FROM ledger.events
      ORDER BY month
      """)
  }

  @Test(arguments: [false, true])
  func `every report says the same afterwards, as of any instant`(isKept: Bool) async throws {
    try await OldLedger.make()
    if isKept {
      try await RollupKeeper(TestDatabase.current.connect(as: "incident_service")).keep()
      #expect(try await owner.value("SELECT count(*) FROM rollup.tickets") == 3)
    }
    let before = try await OldLedger.reports()
    #expect(before["tickets"]?.count == 3)
    #expect(before["05-15Z"]?.isEmpty == false)
    try await withTemporaryFolder { folder in
      let files = try await OldLedger.archive(to: folder)
      #expect(files.count == 3)
    }
    #expect(try await months() == ["2026-06"])
    let after = try await OldLedger.reports()
    for (name, lines) in before { #expect(after[name] == lines, "\(name)") }
    let verified = try await Firstline.run(
      ["verify"], ["DATABASE_URL": TestDatabase.current.url()])
    #expect(!verified.output.contains("is kept"), "\(verified.output)")
  }

  @Test func `what happens to a ticket afterwards is reported as if it were all there`()
    async throws
  {
    func happen() async throws {
      try await OldLedger.say(3, by: "bob", at: "06-04 08:00")
      try await OldLedger.say(2, by: "eve", at: "06-04 08:30")
      try await OldLedger.write(
        "ticket.changed", 3, nil, "06-04 09:00", ["requester": "eve"],
        before: ["requester": "bob"])
      try await owner.execute("UPDATE intake.tickets SET requester = 'eve' WHERE id = 3")
      try await OldLedger.say(3, by: "eve", at: "06-04 10:00")
    }
    try await OldLedger.make()
    _ = try await withTemporaryFolder { try await OldLedger.archive(to: $0) }
    try await happen()
    let answers: [String] = try await owner.values(
      """
      SELECT ticket_id || ' ' || is_answer
      FROM reporting.ticket_events
      WHERE kind = 'ticket.commented'
      ORDER BY id
      """)
    #expect(
      answers == ["1 false", "1 true", "2 false", "3 false", "2 true", "3 false"])
  }

  struct Stopped: Error {}

  @Test(arguments: Archiver.Step.allCases)
  func `whenever it stops nothing is lost, and another run goes on`(
    step: Archiver.Step
  ) async throws {
    try await OldLedger.make()
    let (numbers, before) = try await (OldLedger.numbers(), OldLedger.reports())
    try await withTemporaryFolder { folder in
      for _ in 1...2 {
        await #expect(throws: Stopped.self) {
          try await OldLedger.archive(to: folder) { if $0 == step { throw Stopped() } }
        }
        #expect(try await OldLedger.numbers() == numbers)
        #expect(try await OldLedger.reports() == before)
        #expect(try await months().first == "2026-01")
      }
      #expect(try await OldLedger.archive(to: folder).count == 3)
      #expect(try await OldLedger.archive(to: folder) == [])
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()
      #expect(
        names == (1...3).map { "ledger-2026-0\($0).ndjson.gz" })
    }
    #expect(try await OldLedger.numbers() == numbers)
    #expect(try await OldLedger.reports() == before)
  }

  @Test func `who writes meanwhile is refused nothing, and nothing of it is lost`() async throws {
    try await OldLedger.make()
    let before = try await OldLedger.numbers().count
    let tickets = TestDatabase.current.connect(as: "ticket_service")
    let written = try await withTemporaryFolder { folder in
      try await withThrowingTaskGroup(of: Int.self) { group in
        for time in ["2026-06-04", "2026-02-02", "2026-03-03"] {
          group.addTask {
            for _ in 1...40 {
              try await tickets.execute(
                """
                INSERT INTO ledger.events (kind, ticket_id, actor, at)
                VALUES ('ticket.changed', 1, 'a', \(time)::text::timestamptz)
                """)
            }
            return 40
          }
        }
        group.addTask {
          // What came to a month meanwhile is not sealed: then it stays.
          _ = try? await OldLedger.archive(to: folder)
          return 0
        }
        return try await group.reduce(0, +)
      }
    }
    #expect(try await OldLedger.numbers().count == before + written)
    // Late ones go to files of their own.
    try await OldLedger.settle()
    _ = try await withTemporaryFolder { try await OldLedger.archive(to: $0) }
    #expect(try await months() == ["2026-06"])
    let numbers = try await OldLedger.numbers()
    #expect(numbers.count == before + written && Set(numbers).count == numbers.count)
    #expect(try await Audit.run(on: owner).findings == [])
  }

  private func refusal() async throws -> String? {
    try await withTemporaryFolder { folder in
      await #expect(throws: OneLine.self) { try await OldLedger.archive(to: folder) }?.message
    }
  }

  @Test func `what is not sealed, or not known to everybody, stays`() async throws {
    try await OldLedger.make()
    try await owner.execute("UPDATE response.delivery_place SET xid = '0'")
    #expect(try await refusal() == "2026-01: webhooks do not know it yet")
    try await owner.execute("UPDATE response.sla_place SET xid = '0', id = 0")
    #expect(try await refusal() == "2026-01: SLA clocks do not know it yet")
    try await OldLedger.say(1, by: "ann", at: "01-31 08:00")
    #expect(try await refusal() == "2026-01: it is not sealed yet")
  }

  @Test func `what was tampered with stays`() async throws {
    try await OldLedger.make()
    try await TamperedLedger.tamper("UPDATE ledger.events SET actor = 'nobody' WHERE id = 4")
    #expect(
      try await refusal() == "2026-01: event 4 is not as it was sealed; see audit verify")
  }

  @Test func `a file of that name with something else in it stays, too`() async throws {
    try await OldLedger.make()
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "ledger-2026-01.ndjson.gz")
      try Data("{\"seal\":1}\n".utf8).write(to: file)
      let error = await #expect(throws: OneLine.self) { try await OldLedger.archive(to: folder) }
      #expect(error?.message.hasSuffix("is not what is to be archived; move it away") == true)
      #expect(try Data(contentsOf: file) == Data("{\"seal\":1}\n".utf8))
      #expect(try await months().first == "2026-01")
    }
  }
}
