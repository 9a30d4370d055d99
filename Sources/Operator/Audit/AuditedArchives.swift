import Domain
import Foundation
import Postgres

/// The files of archives that are compared with the seals, read side by side in their order.
struct AuditedArchives {
  /// The numbers of the archives.
  private(set) var numbers: [Int64] = []
  /// A line for each file that is not as it was written.
  private(set) var faults: [String] = []
  private var readers: [ArchiveReader] = []

  /// Opens files, which are found among the archives by their names. Throws ``OneLine`` for one
  /// that is none.
  init(_ files: [String], _ session: some Session) async throws {
    for path in files {
      let name = URL(filePath: path).lastPathComponent
      guard let archive = try await AuditQueries.archive(file: name, session) else {
        throw OneLine("\(path) is no archive of this ledger", status: 1)
      }
      if try ArchiveFile.sum(of: path) != archive.sum {
        faults.append("archive \(archive.number): \(path) is not the file that was written")
      }
      numbers.append(archive.number)
      readers.append(try ArchiveReader(path: path))
    }
  }

  /// The next events of all files that do not stand behind a place; all that are left where there
  /// is none.
  mutating func events(upTo end: LedgerPosition?) async throws -> [Fingerprint] {
    var events: [Fingerprint] = []
    for index in readers.indices { events += try await readers[index].next(upTo: end) }
    return events
  }
}
