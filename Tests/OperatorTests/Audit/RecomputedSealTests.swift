import Crypto
import DatabaseTesting
import Foundation
import Postgres
import Relay
import Testing

/// What docs/audit.md says about recomputing seals, done as it says.
@Suite(.database, .timeLimit(.minutes(2))) struct RecomputedSealTests {
  private func seals() async throws -> [Seal] {
    try await TestDatabase.current.owner.query(
      "SELECT number, encode(hash, 'hex') FROM ledger.seals ORDER BY number", as: Seal.self)
  }

  /// The commands in docs/audit.md.
  private func recipe() throws -> String {
    let page = try String(
      contentsOf: Firstline.root.appending(path: "docs/audit.md"), encoding: .utf8)
    let block = try #require(page.firstMatch(of: /```bash\n((?:.|\n)*?)```/))
    return String(block.1)
  }

  @Test func `psql and sha256sum come to the same hash`() async throws {
    try await TamperedLedger.seal(1...6)
    let (recipe, seals) = try await (recipe(), seals())
    #expect(seals.count == 2)
    for seal in seals {
      let ending = try await Firstline.bash(
        recipe, ["number": "\(seal.number)", "DATABASE_URL": TestDatabase.current.url()])
      #expect(ending.errors == "")
      #expect(ending.output.prefix(64) == seal.hash)
    }
  }

  @Test func `an event that was changed comes to another hash`() async throws {
    try await TamperedLedger.seal(1...6)
    try await TamperedLedger.tamper("UPDATE ledger.events SET actor = 'nobody' WHERE id = 2")
    let seal = try #require(try await seals().first)
    let ending = try await Firstline.bash(
      recipe(), ["number": "\(seal.number)", "DATABASE_URL": TestDatabase.current.url()])
    #expect(ending.status == 0)
    #expect(ending.output.prefix(64) != seal.hash)
  }

  @Test func `an export has all that is needed to recompute it, and what is not sealed yet`()
    async throws
  {
    try await TamperedLedger.seal(1...6)
    try await Plant.ticket(7)
    #expect(try await TestDatabase.current.settle())
    let written = try await export()
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    var chain = [String(repeating: "0", count: 64)]
    var sealed = ""
    var unsealed = 0
    for line in written.split(separator: "\n") {
      if let event = line.wholeMatch(of: /\{"position":"([0-9-]+)","event":(\{.*\})\}/) {
        sealed += "\(event.1) \(sha256(event.2 + "\n"))\n"
        unsealed += 1
      } else {
        let seal = try decoder.decode(ExportedSeal.self, from: Data(line.utf8))
        let head = "seal \(seal.seal) \(seal.sealedAt) \(seal.previous)\n"
        #expect(seal.previous == chain.last)
        #expect(seal.hash == sha256(head + sealed))
        #expect(seal.events == unsealed)
        chain.append(seal.hash)
        (sealed, unsealed) = ("", 0)
      }
    }
    #expect(try await chain.dropFirst() == seals().map(\.hash)[...])
    #expect(unsealed == 1)
  }

  private struct ExportedSeal: Decodable {
    let seal: Int
    let sealedAt: String
    let previous: String
    let hash: String
    let events: Int
  }

  /// As any role that may read the ledger.
  private func export() async throws -> String {
    let ending = try await Firstline.run(
      ["audit", "export"], ["DATABASE_URL": TestDatabase.current.url(role: "ticket_service")])
    #expect(ending.status == 0, "\(ending.errors)")
    return ending.output
  }

  private func sha256(_ text: some StringProtocol) -> String {
    SHA256.hash(data: Data(text.utf8)).map { String(format: "%02x", $0) }.joined()
  }
}
