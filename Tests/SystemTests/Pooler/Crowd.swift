import NIOHTTP1

/// Many clients who do everything there is to do, all at once.
struct Crowd: Sendable {
  let desk: Desk

  private static let clients = 12
  private static let rounds = 6

  /// How many tickets they make; every second one is high.
  static let tickets = clients * rounds
  static let highTickets = tickets / 2

  /// Lists of tickets by many a statement.
  private static let lists = [
    "/tickets", "/tickets?limit=3", "/tickets?status=open", "/tickets?status=in_progress",
    "/tickets?category=security&limit=7", "/tickets?priority=high&status=in_progress",
    "/tickets?q=phishing", "/tickets?q=wish&category=software&priority=low&limit=9",
    "/tickets?created_after=2020-01-01T00:00:00Z&limit=200",
    "/tickets?created_before=2020-01-01T00:00:00Z",
    "/tickets?status=waiting&category=network&priority=medium&q=vpn",
  ]

  private static let incidentLists = [
    "/incidents", "/incidents?status=open&limit=4", "/incidents?severity=high",
    "/incidents?severity=low&status=resolved",
  ]

  /// Has all of them work, and returns what they were answered that they did not expect.
  func work() async throws -> [String] {
    try await withThrowingTaskGroup(of: [String].self) { group in
      for client in 0..<Self.clients {
        group.addTask {
          var surprises: [String] = []
          for round in 0..<Self.rounds { surprises += try await work(client, round) }
          return surprises
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
  }

  /// Reads everything through the pooler and from a service without one, and returns what differs.
  func differences(from direct: RunningProgram) async throws -> [String] {
    let paths = try await PoolerQueries.ticketIDs().map { "/tickets/\($0)" } + Self.lists
    var different: [String] = []
    for path in paths {
      let answer = try await Answer.to(.GET, path, at: desk.tickets)
      if try await answer != Answer.to(.GET, path, at: direct) || answer.status != 200 {
        different.append("\(path): \(answer)")
      }
    }
    return different
  }

  /// One client's round: makes a ticket, asks again, reads, changes and lists.
  private func work(_ client: Int, _ round: Int) async throws -> [String] {
    var surprises: [String] = []
    func expect(_ status: Int, _ answer: Answer, _ what: String) {
      if answer.status != status { surprises.append("\(what): \(answer)") }
    }
    let title = round.isMultiple(of: 2) ? "Phishing" : "A wish"
    let json = #"{"title": "\#(title) \#(client)-\#(round)", "description": "It is as it is"}"#
    let key = "crowd-\(client)-\(round)"
    let made = try await Answer.to(.POST, "/tickets", json: json, key: key, at: desk.tickets)
    expect(201, made, "a new ticket")
    let again = try await Answer.to(.POST, "/tickets", json: json, key: key, at: desk.tickets)
    expect(201, again, "the same ticket again")
    if again.body != made.body { surprises.append("another answer: \(again), not \(made)") }
    let other = json.replacing("It is as it is", with: "It is not")
    expect(
      422, try await Answer.to(.POST, "/tickets", json: other, key: key, at: desk.tickets),
      "another ticket under the same key")
    guard let id = made.id else { return surprises }
    let found = try await Answer.to(.GET, "/tickets/\(id)", at: desk.tickets)
    if found.body != made.body { surprises.append("ticket \(id) reads \(found), not \(made)") }
    let change = #"{"status": "\#(round % 4 < 2 ? "in_progress" : "waiting")"}"#
    expect(
      200, try await Answer.to(.PATCH, "/tickets/\(id)", json: change, at: desk.tickets),
      "a change")
    expect(
      404, try await Answer.to(.GET, "/tickets/999999999", at: desk.tickets), "an unknown ticket")
    for path in Self.lists {
      expect(200, try await Answer.to(.GET, path, at: desk.tickets), path)
    }
    return try await surprises + escalate(id, isHigh: round.isMultiple(of: 2), key: key)
  }

  /// Escalates a high ticket by hand, which may or may not have its incident by now, and takes the
  /// incident up.
  private func escalate(_ id: Int, isHigh: Bool, key: String) async throws -> [String] {
    var surprises: [String] = []
    for path in Self.incidentLists + ["/incidents?ticket_id=\(id)"] {
      let answer = try await Answer.to(.GET, path, at: desk.incidents)
      if answer.status != 200 { surprises.append("\(path): \(answer)") }
    }
    guard isHigh else { return surprises }
    let incident = try await Answer.to(.POST, "/incidents/\(id)", key: key, at: desk.incidents)
    guard [200, 201].contains(incident.status), let number = incident.id else {
      return surprises + ["ticket \(id) escalated: \(incident)"]
    }
    let path = "/incidents/\(number)/acknowledge"
    let taken = try await Answer.to(.POST, path, key: key + "-a", at: desk.incidents)
    let again = try await Answer.to(.POST, path, key: key + "-a", at: desk.incidents)
    if taken.status != 200 || again != taken {
      surprises.append("incident \(number) acknowledged: \(taken), again: \(again)")
    }
    return surprises
  }
}
