import Domain
import Postgres
import Relay

/// A message to one endpoint, as the log of deliveries shows it.
struct Delivery: Hashable, Identifiable, Sendable {
  let id: Int64
  let webhookID: Int64
  /// The kind of its event, or ``testKind``.
  let kind: String
  /// The event of the ledger; nil for a test.
  let eventID: Int64?
  let incidentID: Int64?
  /// What the endpoint knows it by: the same in every attempt.
  let messageID: String
  let status: Status
  /// How often it was tried, the attempt in hand included.
  let attempts: Int
  /// When it is tried next, or was tried last.
  let dueAt: Instant
  /// What the endpoint answered last; nil where there was no answer.
  let lastStatus: Int?
  /// Why the last attempt failed.
  let lastError: String?
  let deliveredAt: Instant?
  let diedAt: Instant?
  let createdAt: Instant

  /// The kind of a message that tells of no event.
  static let testKind = "webhook.test"

  /// What became of it.
  enum Status: String, CaseIterable, Bindable, ColumnDecodable {
    /// It is still tried.
    case waiting
    /// The endpoint has taken it.
    case delivered
    /// It was given up.
    case dead
  }
}
