/// What a promise is about. The raw value is the word of the HTTP contract and of the database.
package enum SLAMetric: String, CaseIterable, Codable, Hashable, Sendable {
  /// Until somebody first answers whoever reported it.
  case firstResponse = "first_response"
  /// Until somebody says that they look at it.
  case acknowledgement
  /// Until the trouble is over.
  case resolution
}
