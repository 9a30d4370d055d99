import Domain
import Hummingbird
import Postgres
import Web

/// What is promised, and by which calendars: versions that are read and published.
struct SLAVersionRoutes: Sendable {
  let database: Database
  let idempotency: Idempotency

  func register(on routes: Routes) {
    routes.get("/sla/calendars", .listSLACalendars, listCalendars)
    routes.post("/sla/calendars", .publishSLACalendar, publishCalendar)
    routes.get("/sla/policies", .listSLAPolicies, listPolicies)
    routes.post("/sla/policies", .publishSLAPolicy, publishPolicy)
  }

  @Sendable func listCalendars(
    _ request: Request, _ context: DeskContext
  ) async throws -> Page<SLACalendarVersion> {
    let page = try request.readPage()
    let versions = try await SLAVersionQueries.calendars(page, database)
    return Page(versions, page) { ($0.createdAt, $0.version) }
  }

  @Sendable func listPolicies(
    _ request: Request, _ context: DeskContext
  ) async throws -> Page<SLAPolicyVersion> {
    let page = try request.readPage()
    let versions = try await SLAVersionQueries.policies(page, database)
    return Page(versions, page) { ($0.createdAt, $0.version) }
  }

  @Sendable func publishCalendar(_ request: Request, _ context: DeskContext) async throws -> Reply {
    let key = try request.idempotencyKey()
    let body = try await request.jsonBody()
    let draft = try body.read(SLACalendarDraft.self)
    return try await idempotency.once(request, key, body) { transaction in
      do {
        return try .published(await SLAVersionQueries.publish(draft, transaction))
      } catch let error as DatabaseError where error.isDataRefusal {
        // All else has been checked.
        throw InvalidInput(
          Violation(pointer: "#/zone", code: .notAllowed, detail: "is not known to the database"))
      }
    }
  }

  @Sendable func publishPolicy(_ request: Request, _ context: DeskContext) async throws -> Reply {
    let key = try request.idempotencyKey()
    let body = try await request.jsonBody()
    let draft = try body.read(SLAPolicyDraft.self)
    return try await idempotency.once(request, key, body) { transaction in
      do {
        return try .published(await SLAVersionQueries.publish(draft, transaction))
      } catch let error as DatabaseError where error.sqlState == .foreignKeyViolation {
        throw InvalidInput(
          Violation(
            pointer: "#/calendar", code: .notAllowed, detail: "is no version of a calendar"))
      }
    }
  }
}

extension Reply {
  /// 201 with the version that was just inserted.
  fileprivate static func published<Version: JSONWritable>(_ version: Version?) throws -> Reply {
    guard let version else { throw Problem.unavailable("Nothing was published.") }
    return .json(.created, version)
  }
}
