package import Domain
import Hummingbird
package import Postgres

/// The SLA clocks of a ticket or an incident. They are no members of it: a clock goes on without a
/// change of it, and its `ETag` would then say that all is still as it was read.
package struct SLARoutes<Subject: RowDecodable & Identifiable<Int64>>: Sendable {
  private let kind: SLASubject.Kind
  private let subjects: SharedLookup<Subject>
  private let clocks: @Sendable (Int64) async throws -> [SLAClock]
  private let explanations: @Sendable (Int64) async throws -> [SLAExplanation]

  /// Routes over what the service reads: the clocks of an id, the same with their working, and
  /// whether there is such a ticket or incident where it has none.
  package init(
    of kind: SLASubject.Kind, _ subjects: SharedLookup<Subject>,
    clocks: @escaping @Sendable (Int64) async throws -> [SLAClock],
    explanations: @escaping @Sendable (Int64) async throws -> [SLAExplanation]
  ) {
    self.kind = kind
    self.subjects = subjects
    self.clocks = clocks
    self.explanations = explanations
  }

  /// Adds both routes.
  package func register(on routes: Routes) {
    let noun = kind == .ticket ? "a ticket" : "an incident"
    routes.get("/\(kind)s/{id}/sla", .readSLA(of: noun)) { _, context in
      try await answer(context, clocks)
    }
    routes.get("/\(kind)s/{id}/sla/explain", .explainSLA(of: noun)) { _, context in
      try await answer(context, explanations)
    }
  }

  private func answer<Clock: JSONWritable>(
    _ context: DeskContext, _ read: (Int64) async throws -> [Clock]
  ) async throws -> Response {
    let id = try context.id()
    let clocks = try await read(id)
    if clocks.isEmpty { _ = try await subjects.find(id, orNo: kind.rawValue) }
    return .json(.ok, SLAClocks(clocks))
  }
}
