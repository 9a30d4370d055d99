import DatabaseTesting
import Domain
import Postgres
import Testing

@testable import Relay

/// Sealing the ledger, as the incident service does it.
@Suite(.database, .timeLimit(.minutes(2))) struct SealerTests {
  private var sealer: Sealer { Sealer(RelayDatabase.incidents) }

  /// Writes so many events, each in a transaction of its own.
  private func write(_ count: Int) async throws {
    for number in 0..<count {
      let entry = LedgerEntry(
        .ticketChanged, ticketID: Int64(number), origin: Origin(actor: "a\(number)"))
      try await RelayDatabase.tickets.transaction { try await LedgerQueries.append([entry], $0) }
    }
  }

  /// The numbers of the events in the order of the seals, and that of the feed.
  private func orders() async throws -> (sealed: [Int64], feed: [Int64]) {
    let sealed: [Int64] = try await RelayDatabase.owner.values(
      """
      SELECT line.id
      FROM ledger.seals AS seal
      CROSS JOIN unnest(seal.ids) WITH ORDINALITY AS line (id, position)
      ORDER BY seal.number, line.position
      """)
    let feed: [Int64] = try await RelayDatabase.owner.values(
      "SELECT id FROM ledger.events ORDER BY xid, id")
    return (sealed, feed)
  }

  private func sizes() async throws -> [Int] {
    try await RelayDatabase.owner.values("SELECT events FROM ledger.seals ORDER BY number")
  }

  /// How many seals do not continue the one before, by the numbers alone or by the hashes.
  private func breaks() async throws -> Int? {
    try await RelayDatabase.owner.value(
      """
      SELECT count(*)
      FROM (
        SELECT number, previous, hash, sealed_at, xids, ids, digests,
          lag(hash, 1, decode(repeat('00', 32), 'hex')) OVER (ORDER BY number) AS before,
          row_number() OVER (ORDER BY number) AS place
        FROM ledger.seals
      ) AS seal
      WHERE number <> place
        OR previous <> before
        OR hash <> ledger.seal_hash(number, sealed_at, previous, xids, ids, digests)
      """)
  }

  @Test func `every event is sealed once, in the order of the feed, in batches`() async throws {
    try await write(7)
    #expect(try await TestDatabase.current.settle())
    try await sealer.seal(upTo: 3)
    let (sealed, feed) = try await orders()
    #expect(sealed == feed)
    #expect(try await sizes() == [3, 3, 1])
    #expect(try await breaks() == 0)
  }

  @Test func `a transaction with many events is sealed like any other`() async throws {
    let entries = (0..<5).map {
      LedgerEntry(.ticketChanged, ticketID: $0, origin: Origin(actor: "a"))
    }
    try await RelayDatabase.tickets.transaction { try await LedgerQueries.append(entries, $0) }
    #expect(try await TestDatabase.current.settle())
    try await sealer.seal(upTo: 2)
    let (sealed, feed) = try await orders()
    #expect(sealed == feed)
    #expect(try await sizes() == [2, 2, 1])
  }

  @Test func `the chain goes on after a restart, and nothing new makes no seal`() async throws {
    try await write(2)
    #expect(try await TestDatabase.current.settle())
    try await sealer.seal()
    try await sealer.seal()
    #expect(try await sizes() == [2])
    try await write(1)
    #expect(try await TestDatabase.current.settle())
    try await sealer.seal()
    #expect(try await sizes() == [2, 1])
    #expect(try await breaks() == 0)
  }

  @Test func `what commits late is sealed once, and before what began after it`() async throws {
    try await write(1)
    #expect(try await TestDatabase.current.settle())
    let (isWritten, mayCommit) = (Latch(), Latch())
    try await withThrowingTaskGroup { group in
      group.addTask {
        try await RelayDatabase.tickets.transaction { transaction in
          let entry = LedgerEntry(.ticketChanged, ticketID: 99, origin: Origin(actor: "late"))
          try await LedgerQueries.append([entry], transaction)
          isWritten.open()
          await mayCommit.wait()
        }
      }
      await isWritten.wait()
      try await write(2)
      try await sealer.seal()
      #expect(try await sizes() == [1])
      mayCommit.open()
      try await group.waitForAll()
    }
    #expect(try await TestDatabase.current.settle())
    try await sealer.seal()
    let (sealed, feed) = try await orders()
    #expect(sealed == feed)
    #expect(try await sizes() == [1, 3])
    #expect(try await breaks() == 0)
  }

  @Test func `sealers side by side make one chain`() async throws {
    try await write(60)
    #expect(try await TestDatabase.current.settle())
    try await withThrowingTaskGroup { group in
      for _ in 0..<4 {
        group.addTask {
          let sealer = Sealer(RelayDatabase.incidents)
          while try await SealQueries.hasNews(RelayDatabase.owner) {
            try await sealer.seal(upTo: 5)
          }
        }
      }
      try await group.waitForAll()
    }
    let (sealed, feed) = try await orders()
    #expect(sealed == feed)
    #expect(try await sizes() == Array(repeating: 5, count: 12))
    #expect(try await breaks() == 0)
  }

  @Test func `while one sealer has the chain, another leaves it alone`() async throws {
    try await write(1)
    #expect(try await TestDatabase.current.settle())
    let (hasLock, mayEnd) = (Latch(), Latch())
    try await withThrowingTaskGroup { group in
      group.addTask {
        try await RelayDatabase.incidents.transaction { transaction in
          let isOurs = try await SealQueries.lock(transaction)
          #expect(isOurs)
          hasLock.open()
          await mayEnd.wait()
        }
      }
      await hasLock.wait()
      try await sealer.seal()
      #expect(try await sizes() == [])
      mayEnd.open()
      try await group.waitForAll()
    }
    #expect(try await TestDatabase.current.settle())
    try await sealer.seal()
    #expect(try await sizes() == [1])
  }

  @Test func `the chain cannot fork, whoever writes it`() async throws {
    try await write(1)
    #expect(try await TestDatabase.current.settle())
    try await sealer.seal()
    let error = await #expect(throws: DatabaseError.self) {
      try await RelayDatabase.incidents.execute(
        """
        INSERT INTO ledger.seals (number, xids, ids, digests, previous, hash)
        SELECT 2, xids, ids, digests, previous, hash
        FROM ledger.seals
        """)
    }
    #expect(error?.isUniqueViolation(of: "the chain does not fork") == true)
  }

  @Test func `a running sealer seals by itself`() async throws {
    try await running(sealer) {
      try await write(1)
      #expect(try await eventually { try await sizes() == [1] })
      try await write(1)
      #expect(try await eventually { try await sizes() == [1, 1] })
    }
  }

  @Test(arguments: [
    "SET timezone = 'Asia/Kolkata'", "SET DateStyle = 'German, DMY'", "SET bytea_output = 'escape'",
    "SET lc_time = 'C'", "SET IntervalStyle = 'sql_standard'", "SET extra_float_digits = -15",
  ])
  func `the canonical form is the same in every session`(setting: String) async throws {
    let origin = Origin(actor: "ä \"b\"\n", address: IPAddress("192.0.2.7"))
    let entry = LedgerEntry(
      .ticketChanged, ticketID: 1, origin: origin,
      after: JSONText(#"{"z": 1.50, "b": 1, "aa": "\u0001\n"}"#))
    try await RelayDatabase.tickets.transaction { try await LedgerQueries.append([entry], $0) }
    try await RelayDatabase.owner.execute("ALTER TABLE ledger.events DISABLE TRIGGER ALL")
    try await RelayDatabase.owner.execute("UPDATE ledger.events SET at = '2026-03-29T01:02:03Z'")
    let text: String? = try await RelayDatabase.owner.transaction { transaction in
      try await transaction.execute("\(unsafe: setting)")
      return try await transaction.value(
        "SELECT ledger.canonical(event) FROM ledger.events AS event")
    }
    #expect(
      text == #"""
        {"at": "2026-03-29T01:02:03.000000Z", "kind": "ticket.changed", "actor": "ä \"b\"\n", \#
        "after": {"b": 1, "z": 1.50, "aa": "\u0001\n"}, "before": null, "address": "192.0.2.7", \#
        "ticket_id": 1, "request_id": null, "incident_id": null, "traceparent": null}
        """#)
  }
}
