import Domain

extension DemoScript {
  /// A ticket that leads to an incident at once, at any hour.
  mutating func writeUrgent(
    _ ticket: Int, _ start: Instant, _ text: DemoText, of requester: String
  ) {
    let agent = draws.pickEarly(DemoPeople.agents)
    let answered = answer(ticket, start, agent)
    let hasDouble = draws.chance(percent: 6)
    let end = writeIncident(ticket, start, after: answered, resolvingTickets: true) {
      script, lead in
      hasDouble ? script.writeDouble(of: ticket, text, lead) : lead
    }
    guard !end.resolvesTickets, let resolved = end.at else { return }
    finish(
      ticket, resolved + draws.minutes(5...50), agent, of: requester,
      slowness: slowness(at: start))
  }

  /// Taken up and answered by an agent, soon. Returns when it was answered.
  mutating func answer(_ ticket: Int, _ start: Instant, _ agent: String) -> Instant {
    let taken =
      start + .seconds((draws.delay(median: 9, spread: 0.7) * slowness(at: start) + 1) * 60)
    add(ticket, taken, agent, .change(DemoChange(status: .inProgress, assignee: agent)))
    let answered = taken + draws.minutes(1...6)
    add(ticket, answered, agent, .say(draws.pick(DemoPhrases.answers), isPublic: true))
    return answered
  }

  /// Another ticket about the same; its incident becomes a part of the first one.
  private mutating func writeDouble(
    of ticket: Int, _ text: DemoText, _ lead: Lead
  ) -> Lead {
    let double = newTicket()
    let reported = lead.opened + draws.minutes(2...12)
    report(double, reported, text, of: draws.pick(DemoPeople.requesters))
    let answered = answer(double, reported, draws.pickEarly(DemoPeople.agents))
    let merged = max(lead.acknowledged, answered) + draws.minutes(3...9)
    add(double, merged, lead.responder, .merge(into: ticket))
    return Lead(
      opened: lead.opened, acknowledged: lead.acknowledged, responder: lead.responder,
      earliestEnd: merged + .seconds(120), hasDouble: true)
  }

  /// Who works an incident, and what must be over before it is resolved.
  struct Lead {
    let opened: Instant
    let acknowledged: Instant
    let responder: String
    var earliestEnd: Instant
    var hasDouble = false
  }

  /// Acknowledged, assigned, resolved, perhaps reopened; some never. Returns when it was resolved
  /// for the last time, and whether its tickets were with it.
  @discardableResult
  mutating func writeIncident(
    _ ticket: Int, _ opened: Instant, after earliest: Instant, resolvingTickets: Bool = false,
    meanwhile: (inout DemoScript, Lead) -> Lead = { $1 }
  ) -> (at: Instant?, resolvesTickets: Bool) {
    let slowness = slowness(at: opened)
    if draws.chance(percent: 4) { return (neglect(ticket, opened, after: earliest), false) }
    let responder = draws.pickEarly(DemoPeople.responders)
    let acknowledged =
      opened + .seconds((draws.delay(median: 6) * slowness + 0.7) * 60)
    add(ticket, acknowledged, responder, .acknowledge)
    if draws.chance(percent: 70) {
      add(ticket, acknowledged + .seconds(45), responder, .assign(responder))
    }
    if draws.chance(percent: 35) {
      add(ticket, acknowledged + .seconds(100), responder, .note(draws.pick(DemoPhrases.notes)))
    }
    let lead = meanwhile(
      &self,
      Lead(
        opened: opened, acknowledged: acknowledged, responder: responder, earliestEnd: earliest))
    let work = draws.delay(median: 80, spread: 0.9) * (1 + slowness) / 2 + 3
    var resolved = max(acknowledged + .seconds(work * 60), lead.earliestEnd) + .seconds(120)
    // Who works a ticket in office hours goes on with it.
    let resolvesTickets = resolvingTickets && (lead.hasDouble || draws.chance(percent: 55))
    add(ticket, resolved, responder, .resolve(withTickets: resolvesTickets))
    if draws.chance(percent: slowness > 1 ? 30 : 6) {
      let reopened = resolved + draws.minutes(20...900)
      add(ticket, reopened, responder, .reopen)
      add(ticket, reopened + draws.minutes(1...10), responder, .acknowledge)
      resolved = reopened + draws.minutes(40...300)
      add(ticket, resolved, responder, .resolve(withTickets: false))
    }
    if draws.chance(percent: 40) {
      add(ticket, resolved + draws.minutes(1_500...6_000), responder, .closeIncident)
    }
    return (resolved, resolvesTickets)
  }

  /// Nobody says that they look at it. Returns when it was resolved all the same, if it was.
  private mutating func neglect(
    _ ticket: Int, _ opened: Instant, after earliest: Instant
  ) -> Instant? {
    guard draws.chance(percent: 75) else { return nil }
    let resolved = max(opened, earliest) + draws.minutes(90...1_500)
    add(
      ticket, resolved, draws.pick(DemoPeople.responders), .resolve(withTickets: false))
    return resolved
  }
}
