package import Domain

/// Something that somebody does in a demo.
package struct DemoStep: Equatable, Sendable {
  /// When.
  package let at: Instant
  /// The number in the plan, from 0, of the ticket that it is about.
  package let ticket: Int
  /// Who does it.
  package let actor: String
  package let deed: DemoDeed
  /// Whether an incident of the ticket is there at once because of it.
  package let opensIncident: Bool
}

/// What is done.
package enum DemoDeed: Equatable, Sendable {
  case report(DemoReport)
  case say(String, isPublic: Bool)
  case change(DemoChange)
  /// Escalates the ticket by hand.
  case escalate
  case acknowledge
  case assign(String)
  case note(String)
  case resolve(withTickets: Bool)
  case reopen
  case closeIncident
  /// Merges the ticket's incident into that of another ticket of the plan.
  case merge(into: Int)

  /// Whether its minute counts, because something is made of it: a figure, an incident.
  var isExact: Bool {
    switch self {
    case .escalate, .acknowledge, .resolve, .reopen, .merge: true
    // A rule is about how close together alarms are.
    case .report(let report): report.source == DemoPeople.monitoring
    case .say, .change, .assign, .note, .closeIncident: false
    }
  }
}

/// A ticket as it is reported: the body of `POST /tickets`.
package struct DemoReport: Equatable, Encodable, Sendable {
  package var title: String
  package var description: String
  /// Nil: who reports it, or nobody.
  package var requester: String?
  package var source: String
  package var tags: [String]
}

/// A change of a ticket: the body of `PATCH /tickets/{id}`.
package struct DemoChange: Equatable, Encodable, Sendable {
  package var status: TicketStatus?
  package var category: Category?
  package var priority: Priority?
  package var assignee: String?
}
