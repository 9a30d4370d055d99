import ArgumentParser

/// A month of the ledger, in UTC. As text it is `2025-06`.
package struct Month: Hashable, Sendable, CustomStringConvertible {
  package let description: String

  /// Reads a year from 0001 and a month from 01; nil for anything else.
  package init?(_ text: String) {
    guard text.wholeMatch(of: /\d{4}-(0[1-9]|1[0-2])/) != nil, text.prefix(4) != "0000" else {
      return nil
    }
    description = text
  }

  /// The midnight with which it begins, for PostgreSQL.
  var beginning: String { "\(description)-01" }
}

extension Month: ExpressibleByArgument {
  /// Reads what `description` wrote.
  package init?(argument: String) {
    self.init(argument)
  }
}
