package import Domain
import Foundation
import Logging
package import Postgres

/// Has the escalation rules in effect at hand that are about a ticket's kind; those about breaches
/// are for who notices breaches.
package typealias EscalationRuleFollower = Follower<EscalationRules>

extension EscalationRuleFollower {
  /// A follower that has nothing yet.
  package init(_ database: Database) {
    self.init(database, of: "escalation rules") { database in
      try await EscalationRuleQueries.versionsInEffect(database)
    } load: { database in
      let documents = try await EscalationRuleQueries.inEffect(database)
      let decoder = JSONDecoder()
      return EscalationRules(
        try documents.map { try decoder.decode(EscalationRule.self, from: Data($0.text.utf8)) })
    } announce: { rules in
      Logger.current.info(
        "escalation rules are in force",
        metadata: ["versions": "\(rules.versions)"])
    }
  }
}
