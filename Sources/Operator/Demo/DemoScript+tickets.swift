import Domain

extension DemoScript {
  /// A ticket as any other, and what becomes of it.
  mutating func writeTicket(at start: Instant) {
    let text = drawText()
    let requester = draws.pick(DemoPeople.requesters)
    let ticket = newTicket()
    report(ticket, start, text, of: requester)
    if text.triaged == .security {
      writeUrgent(ticket, start, text, of: requester)
    } else if !draws.chance(percent: 1) {
      writeRoutine(ticket, start, text, of: requester)
    }
  }

  private mutating func drawText() -> DemoText {
    if draws.chance(percent: 9) { return draws.pick(DemoText.misleading) }
    return draws.pick(
      DemoText.all(
        draws.pick([(.security, 9), (.network, 20), (.hardware, 26), (.software, 45)])))
  }

  /// Who has trouble reports it, or somebody of the desk does so for them.
  mutating func report(_ ticket: Int, _ at: Instant, _ text: DemoText, of requester: String) {
    let thing = draws.pick(text.things)
    let isOwn = draws.chance(percent: 75)
    let report = DemoReport(
      title: text.title.replacing("%", with: thing),
      description: text.description.replacing("%", with: thing),
      requester: isOwn ? nil : requester,
      source: isOwn ? draws.pick(["portal", "email"]) : "phone",
      tags: draws.chance(percent: 12) ? [draws.pick(["vip", "branch", "home-office"])] : [])
    add(
      ticket, at, isOwn ? requester : draws.pickEarly(DemoPeople.agents), .report(report),
      opensIncident: text.triaged == .security)
  }

  /// Taken up, answered, perhaps held up, resolved; in office hours.
  mutating func writeRoutine(
    _ ticket: Int, _ start: Instant, _ text: DemoText, of requester: String
  ) {
    let agent = draws.pickEarly(DemoPeople.agents)
    let slowness = slowness(at: start)
    let median = text.triaged == .network ? 30.0 : 65
    let taken = calendar.worked(draws.delay(median: median) * slowness + 1, after: start)
    let raises = draws.chance(percent: 1)
    add(
      ticket, taken, agent,
      .change(
        DemoChange(
          status: .inProgress, category: text.actual == text.triaged ? nil : text.actual,
          priority: raises ? .high : nil, assignee: agent)),
      opensIncident: raises)
    var last = taken + draws.minutes(2...15)
    if draws.chance(percent: 92) {
      add(ticket, last, agent, .say(draws.pick(DemoPhrases.answers), isPublic: true))
    }
    if raises { writeIncident(ticket, taken, after: last) }
    if draws.chance(percent: 12) { last = hold(ticket, last, agent, of: requester) }
    if draws.chance(percent: 14) {
      last = calendar.worked(draws.delay(median: 40), after: last)
      add(ticket, last, agent, .say(draws.pick(DemoPhrases.remarks), isPublic: false))
    }
    let work = draws.delay(median: 170, spread: 1.1) * slowness + 2
    finish(ticket, calendar.worked(work, after: last), agent, of: requester, slowness: slowness)
  }

  /// Waits for an answer. Returns when the work goes on.
  private mutating func hold(
    _ ticket: Int, _ since: Instant, _ agent: String, of requester: String
  ) -> Instant {
    let asked = calendar.worked(draws.delay(median: 25) + 2, after: since)
    add(ticket, asked, agent, .say(draws.pick(DemoPhrases.questions), isPublic: true))
    add(ticket, asked + .seconds(40), agent, .change(DemoChange(status: .waiting)))
    let answered = calendar.worked(draws.delay(median: 300, spread: 1) + 5, after: asked)
    add(ticket, answered, requester, .say(draws.pick(DemoPhrases.replies), isPublic: true))
    let resumed = calendar.worked(draws.delay(median: 30) + 2, after: answered)
    add(ticket, resumed, agent, .change(DemoChange(status: .inProgress)))
    return resumed
  }

  /// Resolved, perhaps taken up again, perhaps closed.
  mutating func finish(
    _ ticket: Int, _ resolved: Instant, _ agent: String, of requester: String, slowness: Double
  ) {
    add(ticket, resolved, agent, .change(DemoChange(status: .resolved)))
    var last = resolved
    if draws.chance(percent: slowness > 1 ? 24 : 5) {
      last = calendar.worked(draws.delay(median: 400) + 3, after: last)
      add(ticket, last, requester, .say(draws.pick(DemoPhrases.complaints), isPublic: true))
      last = calendar.worked(draws.delay(median: 30) + 2, after: last)
      add(ticket, last, agent, .change(DemoChange(status: .inProgress)))
      last = calendar.worked(draws.delay(median: 200) + 5, after: last)
      add(ticket, last, agent, .change(DemoChange(status: .resolved)))
    }
    guard draws.chance(percent: 35) else { return }
    let closed = calendar.worked(Double(Int.random(in: 900...2_500, using: &draws)), after: last)
    add(ticket, closed, agent, .change(DemoChange(status: .closed)))
  }
}
