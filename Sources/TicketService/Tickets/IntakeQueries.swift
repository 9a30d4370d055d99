import Domain
import Postgres
import Relay
import Web

/// A draft with what triage says of it, who brought it, and under which key.
struct TriagedDraft: Sendable {
  let draft: TicketDraft
  let decision: Decision
  /// Whether it is to become an incident, and by which rule.
  let escalation: Escalation?
  /// The versions of the rules that count it among several of a kind.
  let countedBy: [Int]
  let origin: Origin
  let once: OnceOnly?
}

/// Stores what comes in.
enum IntakeQueries {
  /// Stores the drafts with their events, escalations and keys, and returns the tickets in the same
  /// order; nil where the key was used before, and nothing was stored.
  ///
  /// All of it is one statement, which is one transaction and one round trip, and sends at most one
  /// notification.
  static func store(
    _ drafts: [TriagedDraft], _ session: some Session
  ) async throws -> [Ticket?] {
    let rows = try await session.commit(
      drafts.contains { $0.once != nil } ? keyed(drafts) : keyless(drafts),
      as: Pair<Int64?, Instant?>.self)
    return zip(drafts, rows).map { draft, row in
      guard let id = row.first, let createdAt = row.second else { return nil }
      return Ticket(draft.draft, draft.decision, id: id, createdAt: createdAt)
    }
  }

  private static func keyless(_ drafts: [TriagedDraft]) -> Query {
    """
    WITH \(drawing(drafts)), \(storing("draft", drafts))
    SELECT id, created_at
    FROM stored
    CROSS JOIN (SELECT count(*) FROM woken) AS wake_ups
    ORDER BY id
    """
  }

  /// The same where some have keys: the first to reserve a key is stored.
  private static func keyed(_ drafts: [TriagedDraft]) -> Query {
    """
    WITH \(drawing(drafts)), keyed AS (
      SELECT position, key, fingerprint
      FROM unnest(
        \(drafts.map { $0.once?.key }),
        \(drafts.map { $0.once?.fingerprint })
      ) WITH ORDINALITY AS entry (key, fingerprint, position)
      WHERE key IS NOT NULL
    ), reserved AS (
      INSERT INTO intake.idempotency_keys (key, fingerprint, ticket_id)
      SELECT key, sha256(convert_to(fingerprint, 'UTF8')), id
      FROM keyed
      JOIN draft ON draft.position = keyed.position
      ORDER BY key
      ON CONFLICT (key) DO NOTHING
      RETURNING ticket_id
    ), fresh AS (
      SELECT id, position, \(columns)
      FROM draft
      WHERE position NOT IN (SELECT position FROM keyed)
        OR id IN (SELECT ticket_id FROM reserved)
    ), \(storing("fresh", drafts))
    SELECT stored.id, stored.created_at
    FROM draft
    LEFT JOIN stored ON stored.id = draft.id
    CROSS JOIN (SELECT count(*) FROM woken) AS wake_ups
    ORDER BY draft.position
    """
  }

  /// The common table expression `draft`: the drafts in their order, each with the id that its
  /// ticket will have.
  private static func drawing(_ drafts: [TriagedDraft]) -> Query {
    """
    draft AS MATERIALIZED (
      SELECT nextval('intake.tickets_id_seq') AS id, \(columns), position
      FROM unnest(
        \(drafts.map { $0.draft.title }),
        \(drafts.map { $0.draft.description }),
        \(drafts.map { $0.draft.requester }),
        \(drafts.map { $0.draft.assignee }),
        \(drafts.map { $0.draft.source }),
        \(drafts.map { $0.draft.tags }),
        \(drafts.map { $0.decision.category }),
        \(drafts.map { $0.decision.priority }),
        \(drafts.map { $0.decision.triage.decidedBy }),
        \(drafts.map { $0.decision.triage.ruleset }),
        \(drafts.map { TermMatches($0.decision.triage.matched) }),
        \(drafts.map { $0.escalation?.severity }),
        \(drafts.map { $0.escalation?.rule }),
        \(drafts.map { $0.origin.actor }),
        \(drafts.map { $0.origin.requestID }),
        \(drafts.map { $0.origin.traceParent?.description }),
        \(drafts.map { $0.origin.address?.description })::inet[],
        \(drafts.map { $0.ledgerText })
      ) WITH ORDINALITY AS entry (\(columns), position)
    )
    """
  }

  /// Common table expressions that store the drafts of the table expression `source`; `stored` has
  /// the tickets.
  private static func storing(_ source: Query, _ drafts: [TriagedDraft]) -> Query {
    let events: Query = """
      SELECT
        'ticket.created', id, NULL::bigint, actor, request_id, traceparent, address, NULL::jsonb,
        after
      FROM \(source)
      ORDER BY id
      """
    let escalations: Query = """
      SELECT id, severity, rule, actor, request_id, traceparent, address
      FROM \(source)
      WHERE rule IS NOT NULL
      ORDER BY id
      """
    return """
      stored AS (
        INSERT INTO intake.tickets
          (id, title, description, requester, assignee, source, tags, category, priority,
            triage_decided_by, triage_ruleset, triage_matched)
        OVERRIDING SYSTEM VALUE
        SELECT
          id, title, description, requester, assignee, source,
          coalesce(string_to_array(tags, ','), '{}'), category, priority,
          decided_by, ruleset, matched
        FROM \(source)
        ORDER BY id
        RETURNING id, created_at
      ), \(LedgerQueries.appending(events)), \(EscalationQueries.enqueuing(escalations)) \
      \(counting(source, drafts))
      """
  }

  /// The common table expression that has tickets of the table expression `source` counted by
  /// rules; nothing where no rule counts any.
  private static func counting(_ source: Query, _ drafts: [TriagedDraft]) -> Query {
    let counts = drafts.enumerated().flatMap { index, draft in
      draft.countedBy.map { (rule: $0, position: index + 1) }
    }
    guard !counts.isEmpty else { return "" }
    return """
      , counted AS (
        INSERT INTO relay.counted_tickets (rule, ticket_id)
        SELECT counting.rule, source.id
        FROM unnest(
          \(counts.map { $0.rule }),
          \(counts.map { $0.position })
        ) AS counting (rule, position)
        JOIN \(source) AS source ON source.position = counting.position
      )
      """
  }

  private static let columns: Query = """
    title, description, requester, assignee, source, tags, category, priority,
      decided_by, ruleset, matched, severity, rule, actor, request_id, traceparent, address,
      after
    """

  /// What was stored under a key; nil where it is forgotten.
  static func find(_ once: OnceOnly, _ session: some Session) async throws -> TakenBefore? {
    try await session.first(
      """
      SELECT
        kept.fingerprint = sha256(convert_to(\(once.fingerprint), 'UTF8')),
        ticket.id,
        ticket.created_at,
        event.after ->> 'category',
        event.after ->> 'priority',
        event.after -> 'triage' ->> 'decided_by',
        (event.after -> 'triage' ->> 'ruleset')::integer,
        event.after -> 'triage' -> 'matched'
      FROM intake.idempotency_keys AS kept
      JOIN intake.tickets AS ticket ON ticket.id = kept.ticket_id
      JOIN ledger.events AS event
        ON event.ticket_id = kept.ticket_id AND event.kind = 'ticket.created'
      WHERE kept.key = \(once.key)
      """)
  }
}

/// What a ticket was when it had just been stored under a key, but for the draft, which the same
/// request brings again.
struct TakenBefore: RowDecodable {
  /// Whether the earlier request was the same.
  let isSameRequest: Bool
  private let id: Int64
  private let createdAt: Instant
  private let decision: Decision

  init(row: inout Row) throws(ColumnMismatch) {
    isSameRequest = try row.next()
    id = try row.next()
    createdAt = try row.next()
    decision = Decision(
      category: try row.next(), priority: try row.next(),
      triage: Triage(
        decidedBy: try row.next(), ruleset: try row.next(),
        matched: try row.next(TermMatches.self).list))
  }

  /// The ticket as it was.
  func ticket(_ draft: TicketDraft) -> Ticket {
    Ticket(draft, decision, id: id, createdAt: createdAt)
  }
}

extension Ticket {
  /// A ticket as it is when it has just been stored.
  fileprivate init(_ draft: TicketDraft, _ decision: Decision, id: Int64, createdAt: Instant) {
    self.init(
      id: id, title: draft.title, description: draft.description, category: decision.category,
      priority: decision.priority, status: .open, requester: draft.requester,
      assignee: draft.assignee, source: draft.source, tags: draft.tags, triage: decision.triage,
      version: 1,
      createdAt: createdAt, updatedAt: createdAt)
  }
}

extension TriagedDraft {
  /// What the ledger keeps of a new ticket: everything but the description, which would double what
  /// is written. A change of it keeps the words as they were.
  fileprivate var ledgerText: JSONText {
    JSONText.object { json in
      json.field("title", draft.title)
      json.field("category", decision.category)
      json.field("priority", decision.priority)
      json.field("status", TicketStatus.open)
      if let requester = draft.requester { json.field("requester", requester) }
      if let assignee = draft.assignee { json.field("assignee", assignee) }
      if let source = draft.source { json.field("source", source) }
      if !draft.tags.isEmpty { json.field("tags", draft.tags) }
      json.field("triage", decision.triage)
    }
  }
}
