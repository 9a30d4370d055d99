import Domain
import Postgres
import Relay

/// The ledger with its seals, line by line.
enum AuditExport {
  /// Rows that are read at once.
  private static let page = 1_000

  /// Writes every event and every seal in its place, without the line feeds. In memory it has a
  /// page of events and one of seals.
  static func write(_ session: some Session, _ write: (String) -> Void) async throws {
    var place = LedgerPosition.start
    var number: Int64 = 0
    while true {
      let links = try await AuditQueries.links(after: number, limit: 50, session)
      for link in links {
        try await self.write(after: place, upTo: link.end, session, write)
        write(line(link))
        (place, number) = (link.end, link.seal.number)
      }
      if links.count < 50 { break }
    }
    try await self.write(after: place, upTo: nil, session, write)
  }

  private static func write(
    after place: LedgerPosition, upTo end: LedgerPosition?, _ session: some Session,
    _ write: (String) -> Void
  ) async throws {
    var place = place
    while true {
      let lines = try await AuditQueries.lines(after: place, upTo: end, limit: page, session)
      for line in lines { write(line.text) }
      guard lines.count == page, let last = lines.last else { return }
      place = last.position
    }
  }

  /// Nothing in a seal needs an escape.
  static func line(_ link: ChainLink) -> String {
    """
    {"seal":\(link.seal.number),"sealed_at":"\(link.sealedAt)","previous":"\(link.previous)",\
    "hash":"\(link.seal.hash)","events":\(link.events)}
    """
  }
}
