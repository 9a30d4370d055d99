package import Domain
import Hummingbird

/// The SLA clocks of a ticket or an incident. They are no members of it: a clock goes on without a
/// change of it, and its `ETag` would then say that all is still as it was read.
package struct SLARoutes: Sendable {
  private let kind: SLASubject.Kind
  private let right: Right
  private let check: @Sendable (Int64, DeskContext, Bool) async throws -> Void
  private let clocks: @Sendable (Int64) async throws -> [SLAClock]
  private let explanations: @Sendable (Int64) async throws -> [SLAExplanation]

  /// Routes for whoever has the right, over what the service reads: the clocks of an id, and the
  /// same with their working. `check` throws where there is no such ticket or incident that who
  /// asks may see; it is told whether there are clocks.
  package init(
    of kind: SLASubject.Kind, needs right: Right,
    check: @escaping @Sendable (Int64, DeskContext, Bool) async throws -> Void,
    clocks: @escaping @Sendable (Int64) async throws -> [SLAClock],
    explanations: @escaping @Sendable (Int64) async throws -> [SLAExplanation]
  ) {
    self.kind = kind
    self.right = right
    self.check = check
    self.clocks = clocks
    self.explanations = explanations
  }

  /// Adds both routes.
  package func register(on routes: Routes) {
    let noun = kind == .ticket ? "a ticket" : "an incident"
    routes.get("/\(kind)s/{id}/sla", .readSLA(of: noun, needs: right)) { _, context in
      try await answer(context, clocks)
    }
    routes.get("/\(kind)s/{id}/sla/explain", .explainSLA(of: noun, needs: right)) { _, context in
      try await answer(context, explanations)
    }
  }

  private func answer<Clock: JSONWritable>(
    _ context: DeskContext, _ read: (Int64) async throws -> [Clock]
  ) async throws -> Response {
    let id = try context.id()
    let clocks = try await read(id)
    try await check(id, context, !clocks.isEmpty)
    return .json(.ok, SLAClocks(clocks))
  }
}
