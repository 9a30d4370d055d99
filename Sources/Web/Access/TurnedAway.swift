/// How many requests the gate turned away. Nothing is logged about each: who tries tokens out would
/// fill the log.
struct TurnedAway: Sendable {
  /// They had no token.
  let missing: NumberCell
  /// Nobody is known by their token.
  let invalid: NumberCell
  /// They were known, and their role may not.
  let forbidden: NumberCell

  /// Counts in a registry, where each reason is 0 from the start on.
  init(in registry: PrometheusRegistry) {
    missing = registry.number(.turnedAway, ["reason": "missing"])
    invalid = registry.number(.turnedAway, ["reason": "invalid"])
    forbidden = registry.number(.turnedAway, ["reason": "forbidden"])
  }
}
