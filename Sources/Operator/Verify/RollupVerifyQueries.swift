import Postgres

/// What is promised about what reports keep, as queries: it is what the ledger says, wherever a
/// report would take it. Each returns a line for every ticket, incident or day that differs.
enum RollupVerifyQueries {
  static let checks: [(name: String, query: Query)] = [
    (
      "what reports keep of tickets and incidents is what the ledger says",
      "SELECT report_internals.wrong_lives()"
    ),
    (
      "the figures that reports keep of days are what tickets and incidents say",
      "SELECT report_internals.wrong_days()"
    ),
  ]
}
