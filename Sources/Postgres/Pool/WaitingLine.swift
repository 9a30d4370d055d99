/// The callers that wait for a connection, in the order in which they came.
///
/// Everyone's patience is the same, so the first in the line is also the first to be late.
struct WaitingLine: Sendable {
  typealias Continuation = CheckedContinuation<Connection, any Error>
  typealias Ticket = UInt64

  private struct Place {
    var ticket: Ticket
    var deadline: ContinuousClock.Instant
  }

  private var lastTicket: Ticket = 0
  private var places: [Place] = []
  private var head = 0
  private var continuations: [Ticket: Continuation] = [:]
  /// Tickets whose owner has neither joined nor left.
  private var drawn: Set<Ticket> = []

  /// How many wait.
  var count: Int { continuations.count }

  /// A number to join and to leave with.
  mutating func draw() -> Ticket {
    lastTicket += 1
    drawn.insert(lastTicket)
    return lastTicket
  }

  /// Joins the line; false where the ticket has left meanwhile.
  mutating func join(
    _ ticket: Ticket, until deadline: ContinuousClock.Instant, _ continuation: Continuation
  ) -> Bool {
    guard drawn.remove(ticket) != nil else { return false }
    continuations[ticket] = continuation
    places.append(Place(ticket: ticket, deadline: deadline))
    return true
  }

  /// Leaves the line, or never joins it; the continuation, if there is one, is the caller's to
  /// resume.
  @discardableResult
  mutating func leave(_ ticket: Ticket) -> Continuation? {
    drawn.remove(ticket)
    return continuations.removeValue(forKey: ticket)
  }

  /// Takes out the first who still waits.
  mutating func removeFirst() -> Continuation? {
    while head < places.count {
      let place = places[head]
      head += 1
      if let continuation = continuations.removeValue(forKey: place.ticket) {
        compact()
        return continuation
      }
    }
    compact()
    return nil
  }

  /// When the first in the line becomes late; nil where nobody waits.
  var firstDeadline: ContinuousClock.Instant? {
    places[head...].first { continuations[$0.ticket] != nil }?.deadline
  }

  /// Takes out all who are late.
  mutating func removeLate(at now: ContinuousClock.Instant) -> [Continuation] {
    var late: [Continuation] = []
    while let deadline = firstDeadline, deadline <= now, let continuation = removeFirst() {
      late.append(continuation)
    }
    return late
  }

  private mutating func compact() {
    guard head > 64, head * 2 > places.count else { return }
    places.removeFirst(head)
    head = 0
  }
}
