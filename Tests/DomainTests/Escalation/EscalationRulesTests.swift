import Domain
import Testing

@Suite struct EscalationRulesTests {
  /// A ticket from monitoring about the network, medium, in which "vpn" was found.
  private static let ticket = TicketTraits(
    category: .network, priority: .medium, source: "monitoring",
    matched: [TermMatch(term: "vpn", field: .title, offset: 4)])

  private static func rule(
    _ version: Int = 1, _ name: String = "a", priorities: [Priority]? = nil,
    categories: [Category]? = nil, terms: [String]? = nil, sources: [String]? = nil,
    several: Int? = nil, severity: Priority? = nil
  ) -> EscalationRule {
    EscalationRule(
      version: version, name: name, priorities: priorities, categories: categories, terms: terms,
      sources: sources, several: several, severity: severity)
  }

  @Test(arguments: [
    (rule(), true),
    (rule(priorities: [.medium]), true), (rule(priorities: [.low, .medium]), true),
    (rule(priorities: [.high, .low]), false),
    (rule(categories: [.network]), true), (rule(categories: [.hardware]), false),
    (rule(terms: ["lan", "vpn"]), true), (rule(terms: ["VPN"]), false), (rule(terms: []), false),
    (rule(sources: ["monitoring"]), true), (rule(sources: ["email"]), false),
    (rule(priorities: [.medium], categories: [.network], sources: ["monitoring"]), true),
    (rule(priorities: [.medium], categories: [.network], sources: ["email"]), false),
    (rule(priorities: [.high], terms: ["vpn"]), false),
  ])
  func `a rule fits where every condition holds`(rule: EscalationRule, fits: Bool) {
    #expect(rule.fits(Self.ticket) == fits)
    let escalation = EscalationRules([rule]).escalation(of: Self.ticket)
    #expect(escalation == (fits ? Escalation(rule: 1, severity: .medium) : nil))
  }

  @Test func `a ticket of which nobody knows the source fits no rule about sources`() {
    let ticket = TicketTraits(category: .network, priority: .low, source: nil, matched: [])
    #expect(!Self.rule(sources: ["monitoring"]).fits(ticket))
    #expect(Self.rule().fits(ticket))
  }

  @Test(arguments: [
    ([rule(1, "a", severity: .low), rule(2, "b", severity: .high)], 2, Priority.high),
    ([rule(1, "a", severity: .low), rule(2, "b")], 2, .medium),
    ([rule(2, "b", severity: .high), rule(1, "a", severity: .high)], 1, .high),
    ([rule(1, "a", categories: [.security], severity: .high), rule(2, "b")], 2, .medium),
  ])
  func `the most severe wins, and of equal ones the first name`(
    rules: [EscalationRule], version: Int, severity: Priority
  ) {
    let escalation = EscalationRules(rules).escalation(of: Self.ticket)
    #expect(escalation == Escalation(rule: version, severity: severity))
  }

  @Test func `a change escalates by a rule that did not fit before`() {
    let rules = EscalationRules([
      Self.rule(1, "a", priorities: [.high, .medium], severity: .high),
      Self.rule(2, "b", categories: [.network], severity: .low),
    ])
    let before = TicketTraits(
      category: .hardware, priority: .high, source: "monitoring", matched: [])
    #expect(
      rules.escalation(of: Self.ticket, unlike: before) == Escalation(rule: 2, severity: .low))
    #expect(rules.escalation(of: Self.ticket, unlike: Self.ticket) == nil)
  }

  @Test func `a rule about several counts, and does not escalate`() {
    let rules = EscalationRules([
      Self.rule(4, "a", several: 3), Self.rule(5, "b", categories: [.hardware], several: 3),
      Self.rule(6, "c", priorities: [.low]),
    ])
    #expect(rules.escalation(of: Self.ticket) == nil)
    #expect(rules.counting(Self.ticket) == [4])
  }
}
