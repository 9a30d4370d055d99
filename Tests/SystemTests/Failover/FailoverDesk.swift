import AsyncHTTPClient
import DatabaseTesting
import Foundation
import NIOCore
import ServiceTesting

@testable import Operator

/// Both services on a pair of servers, and the clients of the ticket service.
struct FailoverDesk: Sendable {
  let tickets: SupervisedService
  let incidents: SupervisedService
  let record = ChaosRecord()

  private static let customers = 8

  /// Runs `body` with both services; they are gone afterwards, whatever happens.
  static func with(
    _ pair: PostgresPair, _ body: (FailoverDesk) async throws -> Void
  ) async throws {
    try await pair.enrol(.admin)
    let desk = try await FailoverDesk(pair)
    do {
      for service in [desk.tickets, desk.incidents] { try await service.start() }
      try await body(desk)
      await desk.kill()
    } catch {
      await desk.kill()
      throw error
    }
  }

  private init(_ pair: PostgresPair) async throws {
    let port = try await FreePort.choose()
    let otherPort = try await FreePort.choose(besides: [port])
    tickets = SupervisedService(
      name: "ticket-service", program: ProductsFolder.url.appending(path: "ticket-service"),
      port: port, databaseURL: pair.url(role: "ticket_service"), logs: pair.place, http: .shared)
    incidents = SupervisedService(
      name: "incident-service", program: ProductsFolder.url.appending(path: "incident-service"),
      port: otherPort, databaseURL: pair.url(role: "incident_service"), logs: pair.place,
      http: .shared)
  }

  /// Has clients report for as long as `body` runs, and returns when each has its last answer.
  func whileReporting(_ body: () async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 1...Self.customers {
        let customer = Customer(
          number, seed: 15, url: tickets.url, token: Caller.admin.token, http: .shared,
          record: record)
        group.addTask { await customer.run() }
      }
      try await body()
      record.endTraffic(patience: .seconds(30))
      try await group.waitForAll()
    }
  }

  /// Waits until so many more tickets have been acknowledged that were sent from now on.
  func acknowledges(_ count: Int) async -> Bool {
    let (now, wanted) = (ContinuousClock.now, record.counts.answered + count)
    return await eventually(within: .seconds(60)) {
      record.hasAnswer(after: now) && record.counts.answered >= wanted
    }
  }

  /// Whether notifications come through to the incident service.
  func isListening() async throws -> Bool {
    let response = try await HTTPClient.shared.execute(
      HTTPClientRequest(url: incidents.url + "/metrics"), timeout: .seconds(10))
    let metrics = String(buffer: try await response.body.collect(upTo: 1 << 20))
    return metrics.contains(#"firstline_listener_mode{mode="listening"} 1"#)
  }

  private func kill() async {
    for service in [tickets, incidents] { await service.kill() }
  }
}
