package import Access
import Domain
import HTTPTypes
import Hummingbird

/// Lets a request through to its route where who sends it has the right that the route takes.
package struct Gate: Sendable {
  private let authenticator: Authenticator
  private let limits: RateLimits
  private let turnedAway: TurnedAway

  /// A gate that knows whom this knows, lets each of them ask so often, and counts in `registry`
  /// whom it turned away.
  package init(
    _ authenticator: Authenticator, _ limits: RateLimits = RateLimits(),
    registry: PrometheusRegistry = PrometheusRegistry()
  ) {
    self.authenticator = authenticator
    self.limits = limits
    turnedAway = TurnedAway(in: registry)
  }

  /// A handler behind the gate; `right` nil: it is open to everybody.
  func guarding<Output: ResponseGenerator>(
    _ right: Right?, _ handler: @escaping Routes.Handler<Output>
  ) -> Routes.Handler<Response> {
    guard let right else {
      return { request, context in
        try await handler(request, context).response(from: request, context: context)
      }
    }
    let reaches = Dictionary(
      uniqueKeysWithValues: Role.allCases.compactMap { role in
        right.reach(of: role).map { (role, $0) }
      })
    return { request, context in
      let principal = try await principal(of: request)
      // Counted first: who asks for what is forbidden costs something, too.
      let fields = try limits.count(request.method, by: principal.id)
      guard let reach = reaches[principal.role] else {
        turnedAway.forbidden.add(1)
        throw Problem.forbidden(to: principal.role)
      }
      var context = context
      context.admit(principal, reach)
      var response = try await handler(request, context)
        .response(from: request, context: context)
      if !fields.isEmpty { response.headers.append(contentsOf: fields) }
      return response
    }
  }

  private func principal(of request: Request) async throws -> Principal {
    guard let credential = request.headers[.authorization].flatMap(Self.credential) else {
      turnedAway.missing.add(1)
      throw Problem.unauthenticated(.missing)
    }
    guard let principal = try await authenticator.principal(of: credential) else {
      turnedAway.invalid.add(1)
      throw Problem.unauthenticated(.invalid)
    }
    return principal
  }

  /// What follows `Bearer` (RFC 6750 section 2.1); the scheme may be written in any case.
  private static func credential(_ field: String) -> Substring? {
    let scheme = "bearer ".utf8
    guard field.utf8.count > scheme.count,
      // The bit that tells a capital letter from a small one; a space has it, too.
      zip(field.utf8, scheme).allSatisfy({ $0 | 0b0010_0000 == $1 })
    else { return nil }
    return Substring(field.utf8.dropFirst(scheme.count)).drop { $0 == " " }
  }
}
