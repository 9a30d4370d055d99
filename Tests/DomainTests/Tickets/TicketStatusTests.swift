import Domain
import Testing

@Suite struct TicketStatusTests {
  @Test(arguments: [
    (TicketStatus.open, [TicketStatus.open, .inProgress, .waiting, .resolved, .closed]),
    (.inProgress, [.open, .inProgress, .waiting, .resolved, .closed]),
    (.waiting, [.open, .inProgress, .waiting, .resolved, .closed]),
    (.resolved, [.open, .inProgress, .resolved, .closed]),
    (.closed, [.closed]),
  ])
  func `a ticket becomes these and no others`(status: TicketStatus, next: [TicketStatus]) {
    #expect(TicketStatus.allCases.filter(status.canBecome) == next)
  }

  @Test func `its words are those of the contract`() {
    #expect(
      TicketStatus.allCases.map(\.rawValue)
        == ["open", "in_progress", "waiting", "resolved", "closed"])
    #expect(Category.allCases.map(\.rawValue) == ["security", "network", "hardware", "software"])
    #expect(Priority.allCases.map(\.rawValue) == ["high", "medium", "low"])
  }
}
