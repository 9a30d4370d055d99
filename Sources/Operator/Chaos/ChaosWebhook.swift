import Domain
import Foundation
import WebhookReceiver

/// An endpoint of a run, in this process, and what it is to be told of incidents.
struct ChaosWebhook: Sendable {
  let name: String
  /// The events that it wants, besides the escalations that name it.
  let kinds: [String]
  /// What its messages are signed with, as Standard Webhooks has it.
  let secret = "whsec_" + Data((0..<32).map { _ in .random(in: 0...255) }).base64EncodedString()

  /// Where it is, by the URL of the receiver.
  var path: String { "/\(name)" }

  /// One that wants two events of each incident, and one that is told by the escalation, too.
  static func all() -> [ChaosWebhook] {
    [
      ChaosWebhook(name: "journal", kinds: ["incident.opened", "incident.escalation_exhausted"]),
      ChaosWebhook(name: "boss", kinds: ["incident.escalation_exhausted"]),
    ]
  }

  /// What becomes of a message, `count` of which came before: some are refused, some dropped, some
  /// answered late. In the end all are taken.
  static func reply(to count: Int, seed: UInt64, isTroubled: Bool) -> ReceiverReply {
    guard isTroubled else { return .answer(204) }
    var draws = SplitMix(seed: seed &+ UInt64(count) &* 0x1_0000_0001)
    switch Int.random(in: 0..<20, using: &draws) {
    case 0: return .answer(500)
    case 1: return .hangUp
    case 2...4: return .answerLate(204, after: draws.milliseconds(10...500))
    default: return .answer(204)
    }
  }
}
