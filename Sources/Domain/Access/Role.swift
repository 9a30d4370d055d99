/// What somebody is to the desk. What each role may do is the table of ``Right``.
package enum Role: String, CaseIterable, Sendable {
  /// Reports trouble, and follows what becomes of it.
  case requester
  /// Works tickets.
  case agent
  /// Works incidents.
  case responder
  /// Reads everything and changes nothing.
  case auditor
  /// May do everything.
  case admin
}
