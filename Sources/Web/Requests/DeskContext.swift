package import Domain
package import Hummingbird

/// What a request carries with it from the first middleware to its route.
package struct DeskContext: RequestContext {
  /// What Hummingbird keeps: logger, path parameters, matched route.
  package var coreContext: CoreRequestContextStorage
  /// Who sent the request, and by which request and trace a change of it will be known.
  package var origin: Origin
  /// The other end of the connection, which may be a proxy.
  let peer: IPAddress?
  /// Who asks; nil where the route is open to everybody, and nobody was asked.
  package private(set) var principal: Principal?
  /// Whose tickets alone this request is about; nil: it is about all there are.
  package private(set) var owner: String?

  /// The context of a request that just came in and is nobody's yet.
  package init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    origin = Origin(actor: "anonymous")
    peer = source.channel.remoteAddress.flatMap(IPAddress.init(_:))
  }

  /// Notes who was let through to the route, and how far.
  mutating func admit(_ principal: Principal, _ reach: Reach) {
    self.principal = principal
    origin.actor = principal.name
    if reach == .own { owner = principal.name }
  }

  /// The template of the matched route, such as `/tickets/{id}`; nil where no route matched. It is
  /// known to a middleware once `next` has returned.
  package var route: String? {
    endpointPath == Self.noRoute ? nil : endpointPath
  }

  /// What Hummingbird writes where no route matched.
  private static let noRoute = "NotFound"

  /// The id in the path under this name, 1 or more. Throws `InvalidInput` with the pointer `/name`
  /// for everything else.
  package func id(_ name: String = "id") throws -> Int64 {
    try IntegerRule.id.check(parameter: parameters.get(name) ?? "", at: "/" + name)
      .mapError { InvalidInput($0) }.get()
  }
}
