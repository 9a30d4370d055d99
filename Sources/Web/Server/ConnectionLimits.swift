package import NIOCore

/// How long a client may take.
package struct ConnectionLimits: Sendable {
  /// Until the header of a request is complete, from the connection's begin or the last answer on.
  package var header: TimeAmount = .seconds(30)
  /// From the header of a request to the end of its body.
  package var body: TimeAmount = .seconds(30)
  /// To read an answer, from its end on.
  package var answer: TimeAmount = .seconds(30)
  /// The same while the program ends, from then on.
  package var lastAnswer: TimeAmount = .seconds(3)

  package init() {}
}
