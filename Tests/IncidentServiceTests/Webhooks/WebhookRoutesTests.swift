import DatabaseTesting
import HTTPTypes
import NIOCore
import Postgres
import ServiceTesting
import Testing

@testable import IncidentService

@Suite(.database, .timeLimit(.minutes(2))) struct WebhookRoutesTests {
  private static let ops = #"{"name":"ops","url":"https://hooks.example.org/a"}"#

  @Test func `a webhook is made, read, listed, changed and removed`() async throws {
    let desk = TestDesk()
    let made = try await desk.post("/webhooks", json: Self.ops)
    #expect(made.status == 201)
    #expect(made.headers[.location] == "/webhooks/1")
    #expect(made.headers[.eTag] == "\"1\"")
    let webhook = try made.read(WebhookDocument.self)
    #expect(webhook.format == "generic" && webhook.enabled && webhook.kinds == nil)
    let read = try await desk.get("/webhooks/1")
    #expect(try read.read(WebhookDocument.self).name == "ops")
    let again = try await desk.get("/webhooks/1", [.ifNoneMatch: "\"1\""])
    #expect(again.status == 304)
    let page = try await desk.get("/webhooks").read(PageDocument<WebhookDocument>.self)
    #expect(page.items.map(\.id) == [1])
    let changed = try await desk.patch(
      "/webhooks/1", json: #"{"kinds":["incident.opened"],"severities":["high"],"enabled":false}"#)
    #expect(changed.headers[.eTag] == "\"2\"")
    let now = try changed.read(WebhookDocument.self)
    #expect(now.kinds == ["incident.opened"] && now.severities == ["high"] && !now.enabled)
    let same = try await desk.patch("/webhooks/1", json: #"{"enabled":false}"#)
    #expect(same.headers[.eTag] == "\"2\"")
    let open = try await desk.patch("/webhooks/1", json: #"{"kinds":null,"severities":null}"#)
    #expect(try open.read(WebhookDocument.self).kinds == nil)
    #expect(try await desk.ask(.delete, "/webhooks/1").status == 204)
    #expect(try await desk.get("/webhooks/1").status == 404)
  }

  @Test func `no answer has the secret but the one that is to`() async throws {
    let desk = TestDesk()
    let secret = try await desk.post("/webhooks", json: Self.ops).read(WebhookDocument.self).secret
    let rotated = try await desk.post("/webhooks/1/rotate-secret")
    let newer = try rotated.read(WebhookDocument.self)
    #expect(newer.rotatedAt != nil)
    let secrets = [try #require(secret), try #require(newer.secret)]
    let answers = [
      try await desk.get("/webhooks/1"), try await desk.get("/webhooks"),
      try await desk.patch("/webhooks/1", json: #"{"enabled":true}"#),
      try await desk.patch("/webhooks/1", json: #"{"name":"b"}"#),
      try await desk.post("/webhooks/1/test"), try await desk.get("/webhooks/1/deliveries"),
      try await desk.post("/webhooks", json: #"{"name":"b","url":"https://a.b/"}"#),
    ]
    for answer in answers {
      for secret in secrets { #expect(!answer.body.contains(secret)) }
      #expect(!answer.body.contains("whsec_"))
    }
    let parcels = try await HookDesk.makeCourier().look()
    #expect(parcels.count == 1)
    for secret in secrets { #expect(!String(reflecting: parcels).contains(secret)) }
  }

  @Test(arguments: ["PATCH /webhooks/1", "DELETE /webhooks/1", "POST /webhooks/1/rotate-secret"])
  func `a change of another version is refused`(route: String) async throws {
    let desk = TestDesk()
    _ = try await desk.post("/webhooks", json: Self.ops)
    let parts = route.split(separator: " ").map { String($0) }
    let method = try #require(HTTPRequest.Method(parts[0]))
    let body = method == .patch ? #"{"enabled":false}"# : "{}"
    let headers: HTTPFields = [.ifMatch: "\"7\"", .contentType: "application/json"]
    let answer = try await desk.ask(method, parts[1], headers, body: .init(string: body))
    #expect(answer.status == 412)
    #expect(answer.headers[.eTag] == "\"1\"")
    #expect(try await desk.get("/webhooks/1").headers[.eTag] == "\"1\"")
  }

  @Test func `a name is given once`() async throws {
    let desk = TestDesk()
    _ = try await desk.post("/webhooks", json: Self.ops)
    #expect(try await desk.post("/webhooks", json: Self.ops).status == 409)
    _ = try await desk.post("/webhooks", json: #"{"name":"b","url":"https://a.b/"}"#)
    #expect(try await desk.patch("/webhooks/3", json: #"{"name":"ops"}"#).status == 409)
  }

  @Test func `a key makes one webhook`() async throws {
    let desk = TestDesk()
    let key: HTTPFields = [try #require(HTTPField.Name("Idempotency-Key")): "k"]
    let first = try await desk.post("/webhooks", json: Self.ops, key)
    let second = try await desk.post("/webhooks", json: Self.ops, key)
    #expect(first.status == 201 && second.body == first.body)
    #expect(try await desk.post("/webhooks/1/test", key).status == 422)
    let other: HTTPFields = [try #require(HTTPField.Name("Idempotency-Key")): "l"]
    for _ in 1...2 { #expect(try await desk.post("/webhooks/1/test", other).status == 202) }
    let page = try await desk.get("/webhooks/1/deliveries")
    #expect(try page.read(PageDocument<DeliveryDocument>.self).items.count == 1)
  }

  @Test func `a pagerduty webhook has a routing key, and no other has one`() async throws {
    let desk = TestDesk()
    _ = try await desk.post("/webhooks", json: Self.ops)
    let missing = try await desk.patch("/webhooks/1", json: #"{"format":"pagerduty"}"#)
    #expect(try missing.problem.errors?.map(\.pointer) == ["#/routing_key"])
    let useless = try await desk.patch("/webhooks/1", json: #"{"routing_key":"a"}"#)
    #expect(try useless.problem.errors?.map(\.code) == ["conflict"])
    let both = try await desk.patch(
      "/webhooks/1", json: #"{"format":"pagerduty","routing_key":"a"}"#)
    #expect(both.status == 200)
    #expect(!both.body.contains("routing_key"))
    #expect(try await desk.patch("/webhooks/1", json: #"{"format":"slack"}"#).status == 200)
  }

  @Test(arguments: [
    ("{}", ["#/name required", "#/url required"]),
    (#"{"name":"","url":"ftp://a.b/"}"#, ["#/name too_short", "#/url invalid_format"]),
    (#"{"name":"a","url":"https://a.b/","extra":1}"#, ["#/extra unknown_field"]),
    (
      #"{"name":"a","url":"https://a.b/","kinds":["incident.opened","ticket.created"]}"#,
      ["#/kinds/1 not_allowed"]
    ),
    (
      #"{"name":"a","url":"https://a.b/","kinds":[],"severities":["bad"]}"#,
      ["#/kinds too_short", "#/severities/0 not_allowed"]
    ),
    (#"{"name":"a","url":"https://a.b/","format":"teams"}"#, ["#/format not_allowed"]),
    (#"{"name":"a","url":"https://a.b/","format":"pagerduty"}"#, ["#/routing_key required"]),
    (#"{"name":"a","url":"https://a.b/","routing_key":"k"}"#, ["#/routing_key conflict"]),
    (#"{"name":"a","url":"https://u:p@a.b/"}"#, ["#/url invalid_format"]),
    (#"{"name":"a","url":"https://A.b/"}"#, ["#/url invalid_format"]),
    (#"{"name":"a","url":"https:///x"}"#, ["#/url invalid_format"]),
    (#"{"name":"a","url":"https://a.b:0/"}"#, ["#/url invalid_format"]),
    (#"{"name":"a","url":"https://a.b/#c"}"#, ["#/url invalid_format"]),
    (#"{"name":"a","url":"/hook"}"#, ["#/url invalid_format"]),
  ])
  func `a bad webhook is refused with every violation`(
    body: String, mistakes: [String]
  ) async throws {
    let answer = try await TestDesk.withoutDatabase.post("/webhooks", json: body)
    #expect(answer.status == 422)
    #expect(try answer.problem.errors?.map { "\($0.pointer) \($0.code)" } == mistakes)
  }

  @Test func `what is not there or not so is refused`() async throws {
    let desk = TestDesk()
    _ = try await desk.post(
      "/webhooks", json: #"{"name":"a","url":"https://a.b/","enabled":false}"#)
    #expect(try await desk.post("/webhooks/1/test").status == 409)
    #expect(try await desk.patch("/webhooks/1", json: #"{"enabled":true}"#).status == 200)
    #expect(try await desk.post("/webhooks/1/test").status == 202)
    let waiting = try await desk.post("/deliveries/1/redrive")
    #expect(waiting.status == 409)
    #expect(try waiting.problem.statusNow == "waiting")
    for path in ["/webhooks/9/test", "/webhooks/9/rotate-secret", "/webhooks/9/redrive"] {
      #expect(try await desk.post(path).status == 404)
    }
    #expect(try await desk.post("/deliveries/9/redrive").status == 404)
    #expect(try await desk.get("/webhooks/9/deliveries").status == 404)
    #expect(try await desk.ask(.delete, "/webhooks/9").status == 404)
    let bad = try await desk.get("/webhooks/1/deliveries?status=lost")
    #expect(try bad.problem.errors?.map(\.pointer) == ["?status"])
  }

  @Test func `deliveries come in pages, newest first`() async throws {
    let desk = TestDesk()
    _ = try await desk.post("/webhooks", json: Self.ops)
    for _ in 1...3 { _ = try await desk.post("/webhooks/1/test") }
    let first = try await desk.get("/webhooks/1/deliveries?limit=2&status=waiting")
      .read(PageDocument<DeliveryDocument>.self)
    #expect(first.items.map(\.id) == [3, 2])
    let cursor = try #require(first.nextCursor)
    let second = try await desk.get(
      "/webhooks/1/deliveries?limit=2&status=waiting&cursor=\(cursor)"
    ).read(PageDocument<DeliveryDocument>.self)
    #expect(second.items.map(\.id) == [1])
    #expect(second.nextCursor == nil)
  }
}
