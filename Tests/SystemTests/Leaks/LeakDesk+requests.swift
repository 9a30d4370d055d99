import DatabaseTesting
import Domain
import Foundation
import NIOHTTP1
import ServiceTesting
import Testing

extension LeakDesk {
  private static let ticket = """
    {"title": "Phishing \(Canary.title.text)", "description": "\(Canary.description.text)",
    "requester": "\(Canary.requester.text)"}
    """
  private static let comment = #"{"visibility": "public", "text": "\#(Canary.comment.text)"}"#
  private static let note = #"{"note": "\#(Canary.note.text)"}"#

  /// Everyday work: all of it is accepted. `hooks` is where webhooks are sent to.
  mutating func work(hooks: String) async throws {
    try await addWebhook("ops", hooks)
    try await addWebhook(
      "pager", hooks, #", "format": "pagerduty", "routing_key": "\#(Canary.routingKey.text)""#)
    for _ in 0..<2 {
      try await expect(201, .POST, "/tickets", Self.ticket, key: "once", at: tickets)
    }
    try await expect(201, .POST, "/tickets/1/comments", Self.comment, at: tickets)
    try await expect(
      200, .PATCH, "/tickets/1", #"{"title": "More \#(Canary.title.text)"}"#, at: tickets)
    let fields: HTTPHeaders = [Canary.header.text: Canary.header.text]
    for path in ["/tickets?q=\(Canary.search.text)", "/tickets/1", "/tickets/1/timeline"] {
      try await expect(200, .GET, path, headers: fields, at: tickets)
    }
    let incidents = incidents
    #expect(
      try await eventually {
        try await Answer.to(.GET, "/incidents/1", at: incidents).status == 200
      })
    try await expect(200, .POST, "/incidents/1/notes", Self.note, at: incidents)
    try await expect(200, .POST, "/incidents/1/acknowledge", at: incidents)
  }

  /// Requests that are refused for what they are, by each status that there is for it.
  mutating func askForWhatIsWrong() async throws {
    try await expect(400, .POST, "/tickets", Self.ticket.replacing("}", with: ","), at: tickets)
    try await expectUnreadable(
      "GET /\(Canary.path.text) HTTP/1.1\r\nHost: a\r\n\(Canary.header.text) x\r\n\r\n",
      at: tickets)
    try await expect(404, .GET, "/\(Canary.path.text)", at: tickets)
    try await expect(404, .GET, "/tickets/1/\(Caller.admin.token)", at: tickets)
    try await expect(405, .DELETE, "/tickets/\(Canary.path.text)", at: tickets)
    try await expect(409, .POST, "/incidents/1/reopen", #"{}"#, at: incidents)
    try await expect(
      412, .PATCH, "/tickets/1", Self.ticket, headers: ["If-Match": "\"\(Canary.header.text)\""],
      at: tickets)
    try await expect(
      413, .POST, "/tickets", String(repeating: Canary.description.text, count: 30_000),
      at: tickets)
    try await expect(
      415, .POST, "/tickets", Self.ticket, headers: ["Content-Type": "text/\(Canary.header.text)"],
      at: tickets)
    try await expect(422, .POST, "/tickets", #"{"title": "\#(Canary.title.text)"}"#, at: tickets)
    try await expect(
      422, .POST, "/tickets", Self.ticket.replacing("Phishing", with: "Other"), key: "once",
      at: tickets)
    for query in ["cursor", "status", "created_after", "limit", "token"] {
      try await expect(422, .GET, "/tickets?\(query)=\(Canary.search.text)", at: tickets)
    }
    try await expect(422, .GET, "/incidents/\(Caller.admin.token)", at: incidents)
    try await expect(
      422, .POST, "/webhooks", #"{"name": "x", "url": "\#(Canary.hook.text)"}"#, at: incidents)
  }

  /// Requests of those who are not known, or may not, or ask too often.
  mutating func askAsSomebodyElse() async throws {
    let credentials = [
      "Bearer \(Canary.unknownToken.text)", "Bearer \(Canary.strangeToken.text)",
      "Basic \(Caller.admin.token)", Caller.admin.token,
    ]
    let me: HTTPHeaders = ["Authorization": Caller(.requester).authorization]
    for credential in credentials {
      let fields: HTTPHeaders = ["Authorization": credential]
      try await expect(401, .POST, "/tickets", Self.ticket, headers: fields, at: tickets)
      try await expect(401, .POST, "/webhooks", Self.note, headers: fields, at: incidents)
    }
    try await expect(
      503, .GET, "/tickets", headers: ["Authorization": "Bearer \(Canary.webToken)"], at: tickets)
    try await expect(403, .PATCH, "/tickets/1", Self.ticket, headers: me, at: tickets)
    try await expect(403, .POST, "/incidents/1/notes", Self.note, headers: me, at: incidents)
    try await expect(404, .GET, "/tickets/1", headers: me, at: tickets)
    try await expect(
      404, .GET, "/nowhere", headers: ["X-Request-Id": Caller.admin.token], at: tickets)
    // Ten seconds' worth is allowed at once.
    var status = 0
    for _ in 0..<200 where status != 429 {
      status = try await Answer.to(
        .POST, "/tickets", json: #"{"title": "\#(Canary.title.text)"}"#, headers: me, at: tickets
      ).status
    }
    try await expect(429, .POST, "/tickets", Self.ticket, headers: me, at: tickets)
  }

  /// Writes that the database does not want: each is answered `status`.
  mutating func writeInVain(_ status: Int) async throws {
    try await expect(status, .POST, "/tickets", Self.ticket, at: tickets)
    try await expect(status, .POST, "/tickets", Self.ticket, key: "vain", at: tickets)
    try await expect(status, .POST, "/tickets/1/comments", Self.comment, at: tickets)
    try await expect(status, .POST, "/incidents/1/notes", Self.note, at: incidents)
  }

  /// A ticket that is taken, and whose incident cannot be made.
  mutating func escalateInVain() async throws {
    try await expect(201, .POST, "/tickets", Self.ticket, at: tickets)
    let incidents = incidents
    #expect(try await eventually { try incidents.logged.contains("an escalation failed") })
  }
}
