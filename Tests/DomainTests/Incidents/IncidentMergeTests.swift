import Domain
import Testing

@Suite struct IncidentMergeTests {
  private func incident(
    _ id: Int64, _ status: IncidentStatus = .open, acknowledged: Int64? = nil, created: Int64 = 0
  ) -> Incident {
    Incident(
      id: id, ticketID: id, title: "a", description: "b", severity: .high, status: status,
      assignee: nil, acknowledgedAt: acknowledged.map { Instant(microseconds: $0) },
      resolvedAt: nil, mergedInto: nil, rule: nil, version: 1,
      createdAt: Instant(microseconds: created),
      updatedAt: Instant(microseconds: created))
  }

  @Test(
    arguments: [
      (.open, .open, .open), (.open, .acknowledged, .acknowledged),
      (.acknowledged, .open, .acknowledged), (.acknowledged, .acknowledged, .acknowledged),
    ] as [(IncidentStatus, IncidentStatus, IncidentStatus)])
  func `it is acknowledged where one of the two was`(
    own: IncidentStatus, other: IncidentStatus, status: IncidentStatus
  ) {
    #expect(incident(1, own).gain(from: incident(2, other)).status == status)
  }

  @Test(
    arguments: [(nil, nil, nil), (5, nil, 5), (nil, 5, 5), (5, 7, 5), (7, 5, 5)]
      as [(Int64?, Int64?, Int64?)])
  func `the earliest acknowledgement counts`(own: Int64?, other: Int64?, first: Int64?) {
    let gain = incident(1, acknowledged: own).gain(from: incident(2, acknowledged: other))
    #expect(gain.acknowledgedAt?.microseconds == first)
  }

  @Test(
    arguments: [(5, 7, 5, 2), (7, 5, 5, 1), (5, 5, 5, 1)] as [(Int64, Int64, Int64, Int64)])
  func `the earliest start counts`(own: Int64, other: Int64, start: Int64, earlier: Int64) {
    let gain = incident(2, created: own).gain(from: incident(1, created: other))
    #expect(gain.createdAt.microseconds == start)
    #expect(gain.earlierID == earlier)
  }
}
