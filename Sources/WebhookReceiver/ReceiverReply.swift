/// What a receiver does with a message.
package enum ReceiverReply: Sendable {
  /// Answers with a status.
  case answer(Int, headers: [String: String] = [:], body: String = "")
  /// Answers with a status, but only after a while.
  case answerLate(Int, after: Duration)
  /// Says nothing, for as long as the server runs.
  case silence
  /// Cuts the connection off, without an answer.
  case hangUp
}
