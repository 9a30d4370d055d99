package import Domain
package import HTTPTypes
import Testing
package import Web

extension AccessTable {
  /// Asks a service as somebody, or as nobody.
  package typealias Ask =
    (HTTPRequest.Method, _ path: String, Caller?) async throws -> ServiceAnswer

  /// Expects that the table has the routes that take a right, and the roles that have it.
  package func expectSame(as routes: [DocumentedRoute]) {
    let guarded = routes.filter { $0.operation.right != nil }
    #expect(rows.keys.sorted() == guarded.map(\.name).sorted())
    for route in guarded {
      for role in Role.allCases {
        let word: Word =
          switch route.operation.right?.reach(of: role) {
          case .all: .yes
          case .own: .own
          case nil: .no
          }
        #expect(rows[route.name]?[role] == word, "\(route.name) for \(role)")
      }
    }
  }

  /// Expects of each route that somebody of this role is let through where the table says so, and
  /// is told 403 where it does not.
  package func expectGate(for role: Role, _ routes: [DocumentedRoute], _ ask: Ask) async throws {
    for route in routes {
      let answer = try await ask(route.method, route.example, Caller(role))
      #expect(answer.status != 401, "\(route.name)")
      let isAllowed = rows[route.name].map { $0[role] != .no } ?? true
      #expect((answer.status == 403) == !isAllowed, "\(route.name): \(answer.status)")
      if isAllowed { continue }
      #expect(try answer.problem.slug == "forbidden")
      #expect(
        answer.headers[.wwwAuthenticate]
          == #"Bearer realm="firstline", error="insufficient_scope""#)
    }
  }

  /// Expects of each route that nobody is told 401 where the table has it, and that the others are
  /// the ones that are open to everybody.
  package func expectGate(_ routes: [DocumentedRoute], _ ask: Ask) async throws {
    var open: [String] = []
    for route in routes {
      let answer = try await ask(route.method, route.example, nil)
      #expect((answer.status == 401) == (rows[route.name] != nil), "\(route.name)")
      guard answer.status == 401 else {
        open.append(route.path)
        continue
      }
      #expect(try answer.problem.slug == "unauthenticated")
      #expect(answer.headers[.wwwAuthenticate] == #"Bearer realm="firstline""#)
    }
    #expect(
      open.sorted() == [
        "/docs", "/docs/{file}", "/health/live", "/health/ready", "/metrics", "/openapi.json",
      ])
  }

  /// Expects that an auditor may read everything and change nothing, and an admin do all.
  package static func expectExtremes(_ routes: [DocumentedRoute]) {
    for route in routes {
      guard let right = route.operation.right else { continue }
      #expect((right.reach(of: .auditor) == .all) == (route.method == .get), "\(route.name)")
      #expect(right.reach(of: .admin) == .all, "\(route.name)")
    }
  }
}

extension DocumentedRoute {
  fileprivate var name: String { "\(method.rawValue) \(path)" }

  /// A path that a client may ask for.
  fileprivate var example: String {
    path.replacing("{file}", with: "swagger-ui.css").replacing(/\{[a-z_]+\}/, with: "1")
  }
}
