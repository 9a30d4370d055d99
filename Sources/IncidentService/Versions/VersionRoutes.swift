import Domain
import Hummingbird
import Postgres
import Web

/// The versions of one kind: a list, a way to publish another, and each by its number.
struct VersionRoutes<Item: Version>: Sendable {
  let path: String
  let database: Database
  let idempotency: Idempotency

  /// Registers the routes at the path; each is described by its operation.
  func register(
    on routes: Routes, list listing: Operation, publish publishing: Operation,
    read reading: Operation
  ) {
    routes.get(path, listing, list)
    routes.post(path, publishing, publish)
    routes.get("\(path)/{version}", reading, read)
  }

  @Sendable func list(_ request: Request, _ context: DeskContext) async throws -> Page<Item> {
    let page = try request.readPage()
    let versions: [Item] = try await VersionQueries.list(page, database)
    return Page(versions, page) { ($0.createdAt, $0.version) }
  }

  @Sendable func publish(_ request: Request, _ context: DeskContext) async throws -> Reply {
    let key = try request.idempotencyKey()
    let body = try await request.jsonBody()
    let draft = try body.read(Item.Draft.self)
    return try await idempotency.once(request, key, body) { transaction in
      let version = try await insert(draft, transaction)
      return .json(.created, version, location: "\(path)/\(version.version)")
    }
  }

  @Sendable func read(_ request: Request, _ context: DeskContext) async throws -> Response {
    let number = try context.id("version")
    guard let version: Item = try await VersionQueries.find(number, database) else {
      throw Problem.notFound("version \(number) of \(Item.noun)")
    }
    return .json(.ok, version)
  }

  private func insert(_ draft: Item.Draft, _ transaction: Transaction) async throws -> Item {
    do {
      guard let version: Item = try await VersionQueries.insert(draft, transaction) else {
        if let refusal = Item.refusal { throw InvalidInput(refusal) }
        throw Problem.internalError
      }
      return version
    } catch let error as DatabaseError {
      guard let violation = Item.violation(of: error) else { throw error }
      throw InvalidInput(violation)
    }
  }
}
