import Domain
import Operator
import Testing

@Suite struct DemoPlanTests {
  /// A Thursday in the middle of an afternoon.
  private static let end = Instant(rfc3339: "2026-11-26T15:00:00Z") ?? .now()
  private let plan = DemoPlan(seed: 1, days: 365, end: end)

  @Test func `a seed has one plan, and another seed another`() {
    let isSame = DemoPlan(seed: 1, days: 365, end: Self.end) == plan
    #expect(isSame)
    let isAnother = DemoPlan(seed: 2, days: 365, end: Self.end) != plan
    #expect(isAnother)
  }

  @Test func `a year is as large as that of a desk`() {
    let (tickets, incidents) = (reports.count, plan.steps.count { $0.opensIncident })
    #expect(7_000...10_000 ~= tickets)
    #expect(600...1_000 ~= incidents)
  }

  @Test func `everything is in order, and nothing is yet to come`() {
    let isOrdered = zip(plan.steps, plan.steps.dropFirst()).allSatisfy { $0.at <= $1.at }
    #expect(isOrdered)
    let isWithin = plan.steps.allSatisfy { plan.start <= $0.at && $0.at < plan.end }
    #expect(isWithin)
  }

  @Test func `a ticket is reported before anything becomes of it`() {
    var known: Set<Int> = []
    for step in plan.steps {
      if case .report = step.deed { known.insert(step.ticket) }
      if !known.contains(step.ticket) { Issue.record("ticket \(step.ticket) at \(step.at)") }
    }
    let count = reports.count
    #expect(known.count == count)
  }

  @Test func `every kind of thing happens, and to incidents of every fate`() {
    let deeds = plan.steps.map(\.deed)
    for deed in [DemoDeed.reopen, .escalate, .closeIncident] {
      let isThere = deeds.contains(deed)
      #expect(isThere, "\(deed)")
    }
    let merged = deeds.count { if case .merge = $0 { true } else { false } }
    #expect(20...100 ~= merged)
    let changes = deeds.compactMap { if case .change(let change) = $0 { change } else { nil } }
    let (raised, sorted) = (
      changes.count { $0.priority == .high }, changes.count { $0.category != nil }
    )
    #expect(raised > 50)
    #expect(sorted > 300)
    let opened = plan.steps.count { $0.opensIncident }
    let acknowledged = Set(plan.steps.filter { $0.deed == .acknowledge }.map(\.ticket)).count
    #expect(opened - acknowledged - merged > 10)
  }

  @Test func `weekends are quiet, and one day has a storm`() throws {
    // 2026-11-26 is the last day, so the weekday of a day follows from its age.
    let byDay = Dictionary(grouping: reports) { Self.age(of: $0.at) }.mapValues(\.count)
    let weekend = byDay.filter { [4, 5].contains($0.key % 7) }.values.reduce(0, +)
    let count = reports.count
    #expect(weekend * 20 < count)
    let busiest = byDay.values.sorted(by: >)
    try #require(busiest.count > 300)
    #expect(busiest[0] > busiest[1] + 80)
  }

  private var reports: [DemoStep] {
    plan.steps.filter { if case .report = $0.deed { true } else { false } }
  }

  private static func age(of instant: Instant) -> Int {
    Int((Instant(rfc3339: "2026-11-27T00:00:00Z") ?? end).microseconds - instant.microseconds)
      / 86_400_000_000
  }
}
