/// Every connection was busy for as long as a caller may wait, or too many callers were waiting.
package struct PoolExhausted: Error, CustomStringConvertible {
  /// How many connections the pool may have.
  package let limit: Int
  /// How many callers were waiting at that moment.
  package let waiting: Int

  package var description: String {
    "all \(limit) database connections are in use and \(waiting) callers are waiting"
  }
}
