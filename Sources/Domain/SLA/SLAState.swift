/// Where a clock stands. The raw value is the word of the HTTP contract and of the database.
package enum SLAState: String, CaseIterable, Codable, Hashable, Sendable {
  /// It counts whenever its calendar says that time counts.
  case running
  /// It counts nothing until it goes on.
  case paused
  /// What was promised was done, at the due time at the latest.
  case met
  /// It was not, whether or not it has been done since.
  case breached
}
