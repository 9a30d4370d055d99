import DatabaseTesting
import Foundation
import NIOCore
import NIOPosix
import Postgres
import ServiceTesting
import Testing
import WebhookReceiver

@testable import IncidentService

@Suite(.database, .timeLimit(.minutes(2))) struct RetryTests {
  /// How long the only delivery waits for its next attempt, in seconds.
  private func delay() async throws -> Double {
    let seconds: Double? = try await TestDatabase.current.owner.value(
      """
      SELECT extract(epoch FROM due_at - public.clock_now())::float8 FROM response.deliveries
      """)
    return try #require(seconds)
  }

  private func makeDue() async throws {
    try await TestDatabase.current.owner.execute(
      "UPDATE response.deliveries SET due_at = public.clock_now() WHERE delivered_at IS NULL")
  }

  @Test func `the pauses grow to an hour`() async throws {
    try await Receiver.run { _, _ in
      .answer(500)
    } body: { receiver in
      let hooks = HookDesk()
      try await hooks.add("ops", receiver.url())
      try await hooks.desk.openIncidents(1...1)
      var pause = 5.0
      for attempt in 1...12 {
        #expect(try await hooks.round() == 1)
        #expect(try await hooks.round() == 0)
        let delay = try await delay()
        #expect(delay > pause * 0.8 - 5 && delay <= pause * 1.2, "attempt \(attempt): \(delay)")
        pause = min(pause * 2, 3600)
        try await makeDue()
      }
      let delivery = try #require(try await hooks.deliveries().first)
      #expect(delivery.attempts == 12)
      #expect(delivery.status == "waiting")
      #expect(delivery.lastStatus == 500)
      #expect(delivery.lastError == "the endpoint answered 500")
      #expect(Set(receiver.posts.compactMap(\.id)).count == 1)
    }
  }

  @Test(arguments: [(429, "600", 600.0), (503, "999999", 3600.0), (500, "600", 6.0)])
  func `an endpoint says how long it wants to be left alone, within bounds`(
    status: Int, seconds: String, pause: Double
  ) async throws {
    let headers = ["Retry-After": seconds]
    try await Receiver.run { _, _ in
      .answer(status, headers: headers)
    } body: {
      let hooks = HookDesk()
      try await hooks.add("ops", $0.url())
      try await hooks.desk.openIncidents(1...1)
      try await hooks.round()
      let delay = try await delay()
      #expect(delay <= pause && delay > pause - 10)
    }
  }

  @Test func `after a day it is dead, and can be redriven`() async throws {
    try await Receiver.run { _, count in
      .answer(count < 2 ? 500 : 204)
    } body: { receiver in
      let hooks = HookDesk()
      try await hooks.add("ops", receiver.url())
      try await hooks.desk.openIncidents(1...1)
      try await hooks.round()
      #expect(try await hooks.deliveries().map(\.status) == ["waiting"])
      try await TestDatabase.current.fastForward(seconds: 86_401)
      try await hooks.round()
      #expect(try await hooks.deliveries(of: 1, "?status=dead").map(\.attempts) == [2])
      #expect(try await hooks.deliveries(of: 1, "?status=waiting").isEmpty)
      #expect(try await hooks.round() == 0)
      let answer = try await hooks.desk.post("/deliveries/1/redrive")
      #expect(try answer.read(DeliveryDocument.self).status == "waiting")
      try await hooks.round()
      #expect(try await hooks.deliveries(of: 1, "?status=delivered").map(\.attempts) == [1])
      #expect(Set(receiver.posts.compactMap(\.id)).count == 1)
    }
  }

  @Test func `an endpoint that is gone is not asked again`() async throws {
    try await Receiver.run { _, _ in
      .answer(410)
    } body: { receiver in
      let hooks = HookDesk()
      try await hooks.add("ops", receiver.url())
      try await hooks.desk.openIncidents(1...2)
      try await hooks.round()
      #expect(try await hooks.deliveries().map(\.status) == ["dead", "dead"])
      let answer = try await hooks.desk.post("/webhooks/1/redrive")
      #expect(answer.body == #"{"redriven":2}"#)
      #expect(try await hooks.deliveries().map(\.status) == ["waiting", "waiting"])
    }
  }

  @Test func `a program that dies with a message in hand loses nothing`() async throws {
    try await Receiver.run { receiver in
      let hooks = HookDesk()
      try await hooks.add("ops", receiver.url())
      try await hooks.desk.openIncidents(1...1)
      // It was sent, and nobody could note it any more.
      let parcels = try await HookDesk.makeCourier().look()
      let (parcel, message) = try #require(parcels.first)
      _ = try await DeliveryClient(allowsPrivate: true).send(parcel, message)
      #expect(try await hooks.round() == 0)
      try await TestDatabase.current.fastForward(seconds: 61)
      #expect(try await hooks.round() == 1)
      #expect(receiver.posts.count == 2)
      #expect(Set(receiver.posts.compactMap(\.id)) == [parcel.messageID])
      #expect(try await hooks.deliveries().map(\.attempts) == [2])
    }
  }

  @Test func `who comes too late with a failure changes nothing`() async throws {
    try await Receiver.run { _, _ in
      .answer(500)
    } body: { receiver in
      let hooks = HookDesk()
      try await hooks.add("ops", receiver.url())
      try await hooks.desk.openIncidents(1...1)
      let late = HookDesk.makeCourier()
      let parcels = try await late.look()
      let (parcel, message) = try #require(parcels.first)
      try await TestDatabase.current.fastForward(seconds: 61)
      let again = try await hooks.courier.look()
      #expect(again.count == 1)
      await late.deliver(parcel, message)
      let claimed: Bool? = try await TestDatabase.current.owner.value(
        "SELECT claimed_until IS NOT NULL AND last_error IS NULL FROM response.deliveries")
      #expect(claimed == true)
    }
  }

  @Test func `what an endpoint takes too long for, or breaks off, is tried again`() async throws {
    let decide: @Sendable (ReceivedPost, Int) -> ReceiverReply = { post, _ in
      post.path == "/slow" ? .silence : .answer(204)
    }
    try await Receiver.run(decide) { receiver in
      let hooks = HookDesk()
      try await hooks.add("slow", receiver.url("/slow"))
      try await hooks.add("nowhere", "http://127.0.0.1:1/")
      try await hooks.desk.openIncidents(1...1)
      try await hooks.round(HookDesk.makeCourier(timeout: .milliseconds(200)))
      let slow = try #require(try await hooks.deliveries(of: 1).first)
      #expect(slow.status == "waiting")
      #expect(slow.lastError == "the endpoint did not answer in time")
      let nowhere = try #require(try await hooks.deliveries(of: 2).first)
      #expect(nowhere.lastError == "the endpoint cannot be connected to")
      #expect(nowhere.lastStatus == nil)
    }
  }

  @Test func `an endpoint that closes the connection is asked again`() async throws {
    let closing = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { $0.close() }.bind(host: "127.0.0.1", port: 0).get()
    let hooks = HookDesk()
    try await hooks.add("ops", "http://127.0.0.1:\(closing.localAddress?.port ?? 0)/")
    try await hooks.desk.openIncidents(1...1)
    try await hooks.round()
    let delivery = try #require(try await hooks.deliveries().first)
    #expect(delivery.status == "waiting")
    #expect(delivery.lastError != nil && delivery.lastStatus == nil)
    try await closing.close()
  }
}
