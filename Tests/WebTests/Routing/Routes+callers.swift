import Hummingbird
import ServiceTesting
import Web

extension Routes {
  /// Routes behind a gate that knows the callers of the tests.
  convenience init(
    observers: [any MiddlewareProtocol<Request, Response, DeskContext>] = []
  ) {
    self.init(Gate(Caller.authenticator()), observers: observers)
  }
}
