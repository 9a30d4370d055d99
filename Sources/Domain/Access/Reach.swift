/// How far a right goes.
package enum Reach: Hashable, Sendable {
  /// To the tickets of who has it: those whose requester it is.
  case own
  /// To all there is.
  case all
}
