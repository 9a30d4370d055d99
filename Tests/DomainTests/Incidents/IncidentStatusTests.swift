import Domain
import Testing

@Suite struct IncidentStatusTests {
  @Test(arguments: [
    (IncidentStatus.open, [IncidentStatus.acknowledged, .resolved]),
    (.acknowledged, [.resolved]),
    (.resolved, [.open, .closed]),
    (.closed, []),
  ])
  func `an incident becomes these and no others`(status: IncidentStatus, next: [IncidentStatus]) {
    #expect(IncidentStatus.allCases.filter(status.canBecome) == next)
  }

  @Test(arguments: IncidentStatus.allCases)
  func `the statuses before another one are those that can become it`(next: IncidentStatus) {
    #expect(IncidentStatus.before(next) == IncidentStatus.allCases.filter { $0.canBecome(next) })
    #expect(!IncidentStatus.before(next).contains(.closed))
  }

  @Test func `an incident can be changed until it is closed`() {
    #expect(IncidentStatus.changeable == [.open, .acknowledged, .resolved])
  }

  @Test func `an incident is open until it is resolved`() {
    #expect(IncidentStatus.allCases.filter(\.isOpen) == [.open, .acknowledged])
  }

  @Test func `its words are those of the contract`() {
    #expect(
      IncidentStatus.allCases.map(\.rawValue) == ["open", "acknowledged", "resolved", "closed"])
  }
}
