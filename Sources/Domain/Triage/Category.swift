/// What kind of trouble a ticket reports. The raw value is the word of the HTTP contract and of the
/// database.
package enum Category: String, CaseIterable, Codable, Hashable, Sendable {
  /// Accounts, passwords, attacks.
  case security
  /// Connections between machines.
  case network
  /// Things that can be touched.
  case hardware
  /// Programs, and whatever is none of the others in the first ruleset.
  case software
}
