import DatabaseTesting
import Domain
import Foundation
import NIOSSL
import Postgres
import ServiceTesting
import Testing

@testable import IncidentService

/// A service with webhooks, and a courier that moves only when a test tells it to.
struct HookDesk: Sendable {
  let desk = TestDesk()
  let courier = HookDesk.makeCourier()

  /// Another courier of the same database; as a rule, one that may go to this machine.
  static func makeCourier(
    allowsPrivate: Bool = true, timeout: Duration = .seconds(10),
    tls: TLSConfiguration = .makeClientConfiguration(),
    resolve: @escaping DeliveryClient.Resolve = DeliveryClient.systemResolver
  ) -> Courier {
    Courier(
      TestDatabase.current.connect(as: "incident_service"),
      DeliveryClient(
        allowsPrivate: allowsPrivate, timeout: timeout, resolve: resolve, tls: tls))
  }

  /// Makes a webhook; `more` are members of the body, each behind a comma.
  @discardableResult
  func add(
    _ name: String = "ops", _ url: String, _ more: String = ""
  ) async throws -> WebhookDocument {
    let answer = try await desk.post(
      "/webhooks", json: #"{"name":"\#(name)","url":"\#(url)"\#(more)}"#)
    #expect(answer.status == 201, "\(answer.body)")
    return try answer.read(WebhookDocument.self)
  }

  /// The log of a webhook, oldest first.
  func deliveries(of webhook: Int64 = 1, _ query: String = "") async throws -> [DeliveryDocument] {
    let answer = try await desk.get("/webhooks/\(webhook)/deliveries\(query)")
    return try answer.read(PageDocument<DeliveryDocument>.self).items.reversed()
  }

  /// Looks once and sends what is due, all at the same time. Returns how many messages that were.
  @discardableResult
  func round(_ courier: Courier? = nil) async throws -> Int {
    let courier = courier ?? self.courier
    let parcels = try await courier.look()
    await withDiscardingTaskGroup { group in
      for (parcel, message) in parcels {
        group.addTask { await courier.deliver(parcel, message) }
      }
    }
    return parcels.count
  }

  /// How many deliveries there are, of whatever webhook.
  func deliveriesInAll() async throws -> Int? {
    try await TestDatabase.current.owner.value("SELECT count(*) FROM response.deliveries")
  }

  /// Writes an event as another program would.
  func record(
    _ kind: String, incident: Int64 = 1, after: String = "{}",
    _ session: some Session = TestDatabase.current.owner
  ) async throws {
    try await session.execute(
      """
      INSERT INTO ledger.events (kind, incident_id, actor, after)
      VALUES (\(kind), \(incident), 'a', \(JSONText(after)))
      """)
  }
}

/// A webhook as a client reads it.
struct WebhookDocument: Decodable, Equatable {
  let id: Int64
  let name: String
  let url: String
  let format: String
  let kinds: [String]?
  let severities: [String]?
  let enabled: Bool
  let rotatedAt: String?
  let secret: String?
}

/// A delivery as a client reads it.
struct DeliveryDocument: Decodable, Equatable {
  let id: Int64
  let webhookId: Int64
  let kind: String
  let eventId: Int64?
  let incidentId: Int64?
  let messageId: String
  let status: String
  let attempts: Int
  let lastStatus: Int?
  let lastError: String?
  let deliveredAt: String?
}
