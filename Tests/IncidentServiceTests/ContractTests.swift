import Foundation
import HTTPTypes
import ServiceTesting
import Testing

struct ContractTests {
  private static let methods: Set<String> = ["get", "post", "put", "patch", "delete"]

  @Test func `the document has every route of the router, and no other`() async throws {
    let desk = TestDesk.withoutDatabase
    let document = try await desk.get("/openapi.json").json()
    let paths = try #require(document["paths"] as? [String: [String: Any]])
    let documented = paths.flatMap { path, methods in
      methods.keys.filter(Self.methods.contains).map { "\($0.uppercased()) \(path)" }
    }
    #expect(documented.sorted() == desk.registered.sorted())
    #expect(
      Set(documented).isSuperset(of: [
        "POST /incidents/{id}", "GET /incidents", "GET /incidents/{id}", "PATCH /incidents/{id}",
        "POST /incidents/{id}/acknowledge", "POST /incidents/{id}/resolve",
        "POST /incidents/{id}/reopen", "POST /incidents/{id}/assign", "POST /incidents/{id}/notes",
        "POST /incidents/{id}/merge", "POST /incidents/{id}/links", "GET /incidents/{id}/links",
        "DELETE /incidents/{id}/links/{other_id}",
        "GET /incidents/{id}/timeline", "GET /incidents/{id}/tickets",
        "GET /resolution-policies", "POST /resolution-policies",
        "GET /resolution-policies/{version}", "GET /sla/policies/{version}",
        "GET /sla/calendars/{version}",
        "GET /incidents/{id}/escalation",
        "GET /escalation/rules", "POST /escalation/rules", "GET /escalation/rules/{version}",
        "GET /escalation/policies", "POST /escalation/policies",
        "GET /escalation/policies/{version}",
        "GET /incidents/{id}/sla", "GET /incidents/{id}/sla/explain", "GET /sla/policies",
        "POST /sla/policies", "GET /sla/calendars", "POST /sla/calendars",
        "POST /webhooks", "GET /webhooks", "GET /webhooks/{id}", "PATCH /webhooks/{id}",
        "DELETE /webhooks/{id}", "POST /webhooks/{id}/test", "POST /webhooks/{id}/rotate-secret",
        "GET /webhooks/{id}/deliveries", "POST /webhooks/{id}/redrive",
        "POST /deliveries/{id}/redrive",
        "POST /tokens", "GET /tokens", "GET /tokens/{id}", "POST /tokens/{id}/revoke",
        "GET /reports", "GET /reports/{name}", "GET /events", "GET /health/live",
        "GET /health/ready", "GET /metrics", "GET /openapi.json",
        "GET /docs",
      ]))
  }

  @Test func `every operation has a name of its own`() async throws {
    let document = try await TestDesk.withoutDatabase.get("/openapi.json").json()
    let paths = try #require(document["paths"] as? [String: [String: [String: Any]]])
    let names = paths.values.flatMap(\.values).compactMap { $0["operationId"] as? String }
    #expect(names.count == TestDesk.withoutDatabase.registered.count)
    #expect(Set(names).count == names.count)
    #expect(document["openapi"] as? String == "3.1.0")
  }

  @Test func `every reference in the document leads somewhere`() async throws {
    let answer = try await TestDesk.withoutDatabase.get("/openapi.json")
    let document = try answer.json()
    let references = answer.body.matches(of: /"\$ref":\s*"#\/([^"]+)"/).map { String($0.1) }
    #expect(!references.isEmpty)
    for reference in Set(references) {
      let target = reference.split(separator: "/").reduce(document as Any?) { value, name in
        (value as? [String: Any])?[String(name)]
      }
      #expect(target != nil, "\(reference)")
    }
  }
}
