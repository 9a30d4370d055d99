import Domain
import Foundation
import HTTPTypes
import Postgres
import Synchronization
import TicketService
import Web

// The ceiling of the HTTP path, for script/bench: what the ticket service answers to POST /tickets,
// with the same reading, triage and writing, but without a database, and so without knowing tokens.
// Nothing is stored, and the DATABASE_URL that every service must have is never used.

let program = Program(
  name: "ticket-ceiling", summary: "answers POST /tickets and stores nothing", port: 8080)

/// The first ruleset, as its migration has it.
func firstRuleset() throws -> Ruleset {
  let migration = try String(
    contentsOfFile: "migrations/0006_seed_first_ruleset.sql", encoding: .utf8)
  let parts = migration.components(separatedBy: "$ruleset$")
  // A later migration takes away what is not of a ruleset any more.
  return try Ruleset(
    version: 1, json: parts[1].replacing(/,\s*"escalate": \["high"\]/, with: ""))
}

await program.main { settings in
  let host = ServiceHost(program, settings)
  let triager = Triager(try firstRuleset())
  let lastID = Atomic<Int64>(0)
  let routes = host.makeRoutes()
  let operation = Operation(
    "create_ticket", "Answer", needs: nil, tag: "tickets", answers: [])
  routes.post("/tickets", operation) { request, context in
    _ = try request.idempotencyKey()
    let draft = try await request.jsonBody().read(TicketDraft.self)
    let decision = triager.decide(draft)
    let now = Instant.now()
    let ticket = Ticket(
      id: lastID.add(1, ordering: .relaxed).newValue, title: draft.title,
      description: draft.description, category: decision.category, priority: decision.priority,
      status: .open, requester: draft.requester, assignee: draft.assignee, source: draft.source,
      tags: draft.tags, triage: decision.triage, version: 1, createdAt: now, updatedAt: now)
    return Reply.json(
      .created, ticket, etag: ETag(ticket.version), location: "/tickets/\(ticket.id)")
  }
  SystemRoutes(
    title: "Ceiling", description: "Stores nothing.", registry: host.registry, checks: [],
    swaggerUI: settings.swaggerUI, open: settings.open
  ).add(to: routes)
  try await host.run(routes, beside: [])
}
