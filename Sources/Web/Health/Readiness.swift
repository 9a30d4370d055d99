import HTTPTypes
package import Hummingbird

/// Whether the service can do its work, and what its checks found.
package struct Readiness: Sendable {
  /// What each check found, in the order of the checks.
  package let results: [(name: String, result: CheckResult)]

  /// Whether no check failed. One that is degraded does not count: requests are served.
  package var isReady: Bool { results.allSatisfy { $0.result.status != .failed } }

  /// Runs all checks at once.
  package static func of(
    _ checks: [HealthCheck], within limit: Duration = .seconds(2)
  ) async -> Readiness {
    let found = await withTaskGroup(of: (Int, CheckResult).self) { group in
      for (index, check) in checks.enumerated() {
        group.addTask { (index, await check.result(within: limit)) }
      }
      var found = [CheckResult?](repeating: nil, count: checks.count)
      for await (index, result) in group { found[index] = result }
      return found
    }
    return Readiness(
      results: zip(checks, found).map { ($0.name, $1 ?? .failed("did not answer in time")) })
  }

  /// 200 with `{"status": "ready", "checks": {...}}`; where a check failed, a problem 503 with the
  /// same `checks`, so that a reader looks in one place.
  package func response() throws -> Response {
    guard isReady else {
      let failed = results.filter { $0.result.status == .failed }.map(\.name)
      throw Problem.unavailable("Not ready: \(failed.joined(separator: ", ")).", retryAfter: 2)
        .with("checks", Checks(results: results))
    }
    var response = Response.json(.ok, Body(results: results))
    response.headers[.cacheControl] = "no-store"
    return response
  }

  private struct Body: JSONWritable {
    let results: [(name: String, result: CheckResult)]

    func write(to json: inout JSONWriter) {
      json.object { json in
        json.field("status", "ready")
        json.field("checks", Checks(results: results))
      }
    }
  }

  private struct Checks: JSONWritable, Sendable {
    let results: [(name: String, result: CheckResult)]

    func write(to json: inout JSONWriter) {
      json.object { json in
        for (name, result) in results {
          json.object(name) { json in
            json.field("status", result.status)
            if let detail = result.detail { json.field("detail", detail) }
          }
        }
      }
    }
  }
}

extension Schema {
  /// What `GET /health/ready` answers with 200.
  static let readiness: Schema = Schema.object([
    .required("status", .enumeration(["ready"])),
    .required("checks", .dictionary(of: checkResult)),
  ]).named("Readiness")

  /// What `GET /health/live` answers.
  static let liveness: Schema = Schema.object([
    .required("status", .enumeration(["live"]))
  ]).named("Liveness")

  private static let checkResult: Schema = Schema.object([
    .required("status", .enumeration(CheckResult.Status.self)),
    .optional("detail", Schema.string().describedAs("What was found, for people.")),
  ]).named("CheckResult")
}
