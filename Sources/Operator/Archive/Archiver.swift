import Domain
import Postgres
import Relay

/// Moves months of the ledger to files.
///
/// A month is archived by one transaction, which keeps everybody from writing to it, writes the
/// file, reads it again, keeps what reports need and drops the month. So it is wholly here or
/// wholly there, whatever is killed when; a file without its transaction is looked at again by the
/// next run.
struct Archiver {
  /// What is done, in this order; a test stops before any of it.
  enum Step: CaseIterable {
    case lock, write, rename, verify, keep, drop, commit
  }

  private let connection: Connection
  private let folder: String
  private let before: @Sendable (Step) throws -> Void

  /// - Parameter before: Called before each step; what it throws ends the archiving.
  init(
    _ connection: Connection, folder: String,
    before: @escaping @Sendable (Step) throws -> Void = { _ in }
  ) {
    self.connection = connection
    self.folder = folder
    self.before = before
  }

  /// The months before this one, oldest first. What waits for its month in the ledger gets it.
  func months(before first: Month) async throws -> [Month] {
    guard try await ArchiveQueries.mayGo(before: first, connection) else {
      throw OneLine(
        "this month and the one before it stay: --before \(first) is too late", status: 1)
    }
    _ = try await LedgerMonthQueries.makeAll(connection)
    return try await ArchiveQueries.months(before: first, connection).compactMap { Month($0) }
  }

  /// Archives a month. Throws ``OneLine`` where it must stay, and why.
  func archive(_ month: Month) async throws -> Archived {
    try await connection.transaction { transaction in
      try before(.lock)
      guard try await ArchiveQueries.lock(month, transaction) else {
        throw OneLine("somebody else is archiving", status: 1)
      }
      guard let extent = try await ArchiveQueries.extent(of: month, transaction) else {
        try await drop(month, transaction)
        return Archived(month: month)
      }
      if let obstacle = try await ArchiveQueries.obstacle(to: extent, transaction) {
        throw OneLine("\(month): \(obstacle)", status: 1)
      }
      let file = ArchiveFile(
        folder: folder, name: try await ArchiveQueries.fileName(of: month, transaction))
      try before(.write)
      let roll = try await write(month, extent, to: file, transaction)
      try before(.rename)
      try file.takeItsName()
      try before(.verify)
      let sum = try await file.verify(roll)
      try before(.keep)
      let kept = try await ArchiveQueries.keep(
        month, extent, file: file.name, sum: sum, events: roll.events, transaction)
      guard kept == roll.events else {
        throw OneLine("\(month): \(roll.events) events were written, not \(kept)", status: 1)
      }
      try await drop(month, transaction)
      try before(.commit)
      return Archived(month: month, file: file, events: kept)
    }
  }

  private func drop(_ month: Month, _ transaction: Transaction) async throws {
    try before(.drop)
    guard try await ArchiveQueries.drop(month, transaction) else {
      throw OneLine("\(month): the ledger is being read all the time; try again", status: 1)
    }
  }

  /// Writes the events of a month, and behind those of a seal the seal. All of it must be as it was
  /// sealed.
  private func write(
    _ month: Month, _ extent: ArchiveExtent, to file: ArchiveFile, _ transaction: Transaction
  ) async throws -> ArchiveRoll {
    let writer = try file.write()
    var roll = ArchiveRoll()
    var (place, number) = try await ArchiveQueries.start(of: extent, transaction)
    while place < extent.last {
      let links = try await AuditQueries.links(after: number, limit: 50, transaction)
      guard !links.isEmpty else { break }
      for link in links where place < extent.last {
        let lines = try await ArchiveQueries.lines(of: month, in: link, after: place, transaction)
        for line in lines {
          guard line.isAsSealed, link.isWhole else {
            throw OneLine(
              "\(month): event \(line.position.id) is not as it was sealed; see audit verify",
              status: 1)
          }
          roll.add(Fingerprint(position: line.position, digest: line.digest))
          try writer.write(line.text)
        }
        if !lines.isEmpty { try writer.write(AuditExport.line(link)) }
        (place, number) = (link.end, link.seal.number)
      }
    }
    try writer.close()
    return roll
  }
}

/// What became of a month.
struct Archived {
  let month: Month
  /// Nil where there was nothing to write.
  var file: ArchiveFile?
  var events = 0

  /// A line for the operator.
  var report: String {
    guard let file else { return "\(month): no events" }
    return "\(month): \(events) events in \(file.path)"
  }
}
