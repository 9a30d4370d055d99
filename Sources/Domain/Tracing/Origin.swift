/// Who makes a change, and by which request. It passes through the hand-off between the services,
/// so that an incident knows the request that reported its ticket.
package struct Origin: Hashable, Sendable {
  /// Who makes the change: a person or a program.
  package var actor: String
  /// The id of the request, as it stands in the logs.
  package let requestID: String?
  /// Where the request stands in a distributed trace.
  package let traceParent: TraceParent?
  /// From where the request came; nil for what a program does by itself.
  package let address: IPAddress?

  /// An origin of these values.
  package init(
    actor: String, requestID: String? = nil, traceParent: TraceParent? = nil,
    address: IPAddress? = nil
  ) {
    self.actor = actor
    self.requestID = requestID
    self.traceParent = traceParent
    self.address = address
  }
}
