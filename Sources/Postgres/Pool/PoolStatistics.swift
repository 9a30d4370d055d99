/// How busy a pool is at one moment.
package struct PoolStatistics: Equatable, Sendable {
  /// Connections that a caller holds.
  package var inUse: Int
  /// Callers that wait for one.
  package var waiting: Int
  /// Connections that there may be at most.
  package var limit: Int
}
