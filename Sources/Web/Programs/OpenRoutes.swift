/// What a service answers to everybody who reaches it. Health is always open.
package struct OpenRoutes: Sendable, Equatable {
  /// `/metrics`.
  package var metrics: Bool
  /// `/openapi.json` and `/docs`.
  package var contract: Bool

  package init(metrics: Bool = true, contract: Bool = true) {
    self.metrics = metrics
    self.contract = contract
  }
}
