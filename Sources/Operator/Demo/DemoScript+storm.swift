import Domain

extension DemoScript {
  /// How many alarms make an incident, and within how many seconds.
  static let alarms = 6
  static let alarmSeconds = 600

  /// An alarm of the monitoring on a day on which nothing else happens.
  mutating func writeAlarm(at start: Instant) {
    let ticket = alarm(at: start)
    writeRoutine(ticket, start, Self.alarmText, of: DemoPeople.monitoring)
  }

  /// The core of the network fails, on a working day at 10:40: alarms that make one incident, calls
  /// of all who cannot work, and mails of those who use the opportunity.
  mutating func writeStorm() {
    let start = calendar.days[stormDay].midnight + .seconds(38_400)
    writeStormIncident(at: start)
    for number in 1...130 {
      writeCall(at: start + draws.minutes(2...95), isEscalated: number.isMultiple(of: 20))
    }
    let first = start + draws.minutes(15...25)
    let text = DemoText.all(.security)[0]
    let lead = newTicket()
    report(lead, first, text, of: draws.pick(DemoPeople.requesters))
    let answered = answer(lead, first, DemoPeople.agents[0])
    let responder = DemoPeople.responders[1]
    add(lead, first + .seconds(250), responder, .acknowledge)
    for _ in 0..<7 {
      let ticket = newTicket()
      let reported = first + draws.minutes(5...60)
      report(ticket, reported, text, of: draws.pick(DemoPeople.requesters))
      add(ticket, reported + draws.minutes(4...20), responder, .merge(into: lead))
    }
    add(
      lead, max(answered, first) + draws.minutes(120...200), responder,
      .resolve(withTickets: true))
  }

  /// The last alarm alone makes them enough, so the incident is that of its ticket.
  private mutating func writeStormIncident(at start: Instant) {
    for _ in 1..<Self.alarms { _ = alarm(at: start) }
    let last = alarm(at: start + .seconds(70), opensIncident: true)
    let responder = DemoPeople.responders[0]
    add(last, start + .seconds(310), responder, .acknowledge)
    add(last, start + .seconds(360), responder, .assign(responder))
    add(last, start + .seconds(1_900), responder, .note(DemoPhrases.notes[5]))
    add(last, start + .seconds(9_400), responder, .resolve(withTickets: true))
  }

  private mutating func writeCall(at: Instant, isEscalated: Bool) {
    let text = draws.pick(DemoText.all(.network))
    let ticket = newTicket()
    let requester = draws.pick(DemoPeople.requesters)
    report(ticket, at, text, of: requester)
    if isEscalated {
      let responder = draws.pick(DemoPeople.responders)
      let escalated = at + draws.minutes(2...10)
      add(ticket, escalated, responder, .escalate, opensIncident: true)
      writeIncident(ticket, escalated, after: escalated)
    }
    let agent = draws.pickEarly(DemoPeople.agents)
    let taken = calendar.worked(draws.delay(median: 110) + 12, after: at)
    add(ticket, taken, agent, .change(DemoChange(status: .inProgress, assignee: agent)))
    add(
      ticket, taken + .seconds(50), agent,
      .say("The network is back. Is all well with you?", isPublic: true))
    let resolved = calendar.worked(draws.delay(median: 90) + 3, after: taken)
    finish(ticket, resolved, agent, of: requester, slowness: 1)
  }

  private mutating func alarm(at start: Instant, opensIncident: Bool = false) -> Int {
    let ticket = newTicket()
    let device = draws.pick(Self.alarmText.things)
    add(
      ticket, start, DemoPeople.monitoring,
      .report(
        DemoReport(
          title: Self.alarmText.title.replacing("%", with: device),
          description: Self.alarmText.description.replacing("%", with: device),
          source: DemoPeople.monitoring, tags: ["alarm"])),
      opensIncident: opensIncident)
    return ticket
  }

  private static let alarmText = DemoText(
    triaged: .network, actual: .network, title: "Packet loss at %",
    description: "More than 20 % packet loss at % for five minutes.",
    things: ["core-1", "core-2", "floor-2", "floor-3", "edge-1"])
}
