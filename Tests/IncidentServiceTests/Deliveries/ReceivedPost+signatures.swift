import WebhookReceiver

@testable import IncidentService

extension ReceivedPost {
  /// The signatures that these secrets would make.
  func signatures(by secrets: String...) -> String {
    let seconds = Int64(headers["webhook-timestamp"] ?? "") ?? 0
    return secrets.map { WebhookSecret($0).signature(of: body, id: id ?? "", at: seconds) }
      .joined(separator: " ")
  }
}
