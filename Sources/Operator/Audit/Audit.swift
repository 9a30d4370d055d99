import Domain
import Postgres
import Relay

/// What comes of comparing the ledger with its seals.
struct Audit: Sendable {
  /// A line for everything that was tampered with, in the order of the ledger.
  private(set) var findings: [String] = []
  /// How many events are sealed.
  private(set) var events = 0
  /// How many of them are in archives that were not looked into.
  private(set) var archived = 0
  /// How many events wait for their seal.
  private(set) var unsealed = 0
  /// When the oldest of these happened.
  private(set) var unsealedSince: Instant?
  /// The end of the chain; nil where nothing is sealed.
  private(set) var latest: Seal?

  /// Seals that are read at once.
  private static let page = 50

  /// Compares every sealed event with its seal, the seals with each other, and those that were kept
  /// elsewhere with those that are here. In memory it has what differs, and no more than a page of
  /// seals of the rest.
  ///
  /// A transaction of one snapshot is not needed: what is sealed does not change any more. What was
  /// archived is compared where its file is given.
  static func run(
    kept: [Seal] = [], archives files: [String] = [], on session: some Session
  ) async throws -> Audit {
    var audit = Audit()
    var archives = try await AuditedArchives(files, session)
    var chain: [Tampering] = []
    var differences: [Difference] = []
    var filed: [Fingerprint] = []
    var place = LedgerPosition.start
    var kept = kept
    while true {
      let links = try await AuditQueries.links(
        after: audit.latest?.number ?? 0, limit: page, session)
      for link in links {
        chain += faults(of: link, after: audit.latest, kept: &kept)
        let here = try await archives.events(upTo: link.end)
        let found = try await AuditQueries.differences(
          in: link, after: place, filed: here, archives: archives.numbers, session)
        differences += found
        if !found.isEmpty { filed += here }
        audit.events += link.events
        audit.latest = link.seal
        place = link.end
      }
      if links.count < page { break }
    }
    chain += kept.map { .sealsRemoved($0.number...$0.number) }
    let late = try await archives.events(upTo: nil)
    differences += late.map { Difference(sealed: nil, present: $0) }
    let sealed = Set(differences.compactMap(\.sealed?.position.id))
    let present =
      try await AuditQueries.present(Array(sealed), session)
      + (filed + late).filter { sealed.contains($0.position.id) }
    let found = Tampering.of(differences, present: present)
    audit.findings = (chain + Tampering.sorted(found)).map(\.description) + archives.faults
    audit.findings += try await AuditQueries.miscounted(session)
    audit.archived = try await AuditQueries.archived(except: archives.numbers, session)
    let unsealed = try await AuditQueries.unsealed(after: place, session)
    audit.unsealed = unsealed?.count ?? 0
    audit.unsealedSince = unsealed?.since
    return audit
  }

  /// What is wrong with a link of the chain; takes it out of those that were kept.
  private static func faults(
    of link: ChainLink, after last: Seal?, kept: inout [Seal]
  ) -> [Tampering] {
    var faults: [Tampering] = []
    let number = link.seal.number
    let expected = (last?.number ?? 0) + 1
    if number > expected {
      faults.append(.sealsRemoved(expected...number - 1))
    } else if link.previous != last?.hash ?? ChainLink.beginning {
      faults.append(.sealUnchained(number))
    }
    if !link.isWhole { faults.append(.sealChanged(number)) }
    faults += kept.filter { $0.number == number && $0 != link.seal }.map { .sealReplaced($0) }
    kept.removeAll { $0.number == number }
    return faults
  }

  /// The same as a check of `firstline verify`.
  static func finding(on session: some Session) async throws -> Verification.Finding {
    Verification.Finding(
      check: "the ledger is as it was sealed", violations: try await run(on: session).findings)
  }

  /// What was compared, in a line.
  var summary: String {
    var parts = ["\(events) events sealed"]
    if archived > 0 { parts.append("\(archived) of them archived, and not compared") }
    if let latest { parts.append("the latest seal is \(latest)") }
    if let unsealedSince {
      parts.append("\(unsealed) not sealed yet, the oldest of \(unsealedSince)")
    }
    return (parts + ["\(findings.count) findings"]).joined(separator: "; ")
  }
}
