import DatabaseTesting
import Domain
import Postgres
import Testing

@testable import Relay

/// The ticket service judges in memory, the incident service and `verify` in SQL.
@Suite(.database, .timeLimit(.minutes(1))) struct EscalationRuleFitTests {
  private static let rules: [EscalationRule] = {
    var rules: [EscalationRule] = []
    for priorities in [nil, [.high], [.medium, .low]] as [[Priority]?] {
      for categories in [nil, [.network, .security]] as [[Category]?] {
        for terms in [nil, ["vpn", "lan"]] as [[String]?] {
          for sources in [nil, ["email"]] as [[String]?] {
            rules.append(
              EscalationRule(
                version: rules.count + 100, name: "\(rules.count)", priorities: priorities,
                categories: categories, terms: terms, sources: sources))
          }
        }
      }
    }
    return rules
  }()

  private static let tickets: [TicketTraits] = Priority.allCases.flatMap { priority in
    [Category.network, .software].flatMap { category in
      [nil, "email", "chat"].flatMap { source in
        [[], ["vpn"], ["screen", "lan"], ["screen"]].map { terms in
          TicketTraits(
            category: category, priority: priority, source: source,
            matched: terms.map { TermMatch(term: $0, field: .title, offset: 0) })
        }
      }
    }
  }

  private func matched(_ ticket: TicketTraits) -> JSONText {
    let terms = ticket.matched.map { #"{"term": "\#($0.term)", "field": "title", "offset": 0}"# }
    return JSONText("[\(terms.joined(separator: ","))]")
  }

  @Test func `a rule fits the same tickets in SQL and in memory`() async throws {
    for rule in Self.rules {
      try await RelayDatabase.owner.execute(
        """
        INSERT INTO response.escalation_rules
          (version, name, priorities, categories, terms, sources, note)
        OVERRIDING SYSTEM VALUE
        VALUES (
          \(rule.version), \(rule.name), \(rule.priorities), \(rule.categories), \(rule.terms),
          \(rule.sources), 'A test')
        """)
    }
    var fitting = 0
    for ticket in Self.tickets {
      let inSQL: [Int] = try await RelayDatabase.incidents.values(
        """
        SELECT version
        FROM response.escalation_rules AS rule
        WHERE version >= 100
          AND response.escalation_rule_fits(
            rule, \(ticket.category), \(ticket.priority), \(ticket.source), \(matched(ticket)))
        ORDER BY version
        """)
      #expect(inSQL == Self.rules.filter { $0.fits(ticket) }.map(\.version), "\(ticket)")
      fitting += inSQL.count
    }
    #expect(fitting > 100)
  }
}
