import DatabaseTesting
import Domain
import Postgres
import Testing

@testable import Relay

@Suite(.database, .timeLimit(.minutes(1))) struct RulesetFollowerTests {
  /// Publishes the first ruleset again, with another priority of its first category.
  private func publish(_ priority: Priority) async throws {
    try await RelayDatabase.owner.execute(
      """
      INSERT INTO intake.rulesets (document, note)
      SELECT jsonb_set(document, '{rules,0,priority}', to_jsonb(\(priority))), 'A test'
      FROM intake.rulesets
      WHERE version = 1
      """)
  }

  /// Publishes what passes the table's checks and is no ruleset.
  private func publishNonsense() async throws {
    try await RelayDatabase.owner.execute(
      """
      INSERT INTO intake.rulesets (document, note)
      VALUES ('{"default": "pets", "rules": []}', 'A test')
      """)
  }

  @Test(arguments: ["ticket_service", "incident_service"])
  func `both services can follow the rules`(role: String) async throws {
    let follower = RulesetFollower(TestDatabase.current.connect(as: role))
    #expect(follower.newest == nil)
    await follower.follow()
    #expect(follower.newest?.ruleset.version == 1)
    #expect(follower.newest?.ruleset.document.rules[0].priority == .high)
  }

  @Test func `a new version is in force moments after it was published`() async throws {
    let follower = RulesetFollower(RelayDatabase.tickets)
    let listening = ListeningService(
      TestDatabase.current.settings(role: "ticket_service"), database: RelayDatabase.tickets,
      bells: [RulesetQueries.channel: follower.wakeUp])
    try await running(listening) {
      #expect(await eventually { listening.status.mode == .listening })
      try await running(follower) {
        #expect(await eventually { follower.newest?.ruleset.version == 1 })
        try await publish(.medium)
        // Its timer would be later.
        #expect(
          await eventually(within: .seconds(4)) { follower.newest?.ruleset.version == 2 })
        #expect(follower.newest?.ruleset.document.rules[0].priority == .medium)
      }
    }
  }

  @Test func `a version that cannot be used is passed over`() async throws {
    let follower = RulesetFollower(RelayDatabase.tickets)
    await follower.follow()
    try await publishNonsense()
    await follower.follow()
    #expect(follower.newest?.ruleset.version == 1)
    try await publish(.low)
    await follower.follow()
    #expect(follower.newest?.ruleset.version == 3)
  }

  @Test func `at the start the newest version that can be used is taken`() async throws {
    try await publish(.low)
    try await publishNonsense()
    let follower = RulesetFollower(RelayDatabase.tickets)
    await follower.follow()
    #expect(follower.newest?.ruleset.version == 2)
  }

  @Test func `a database that is away at the start is asked again`() async throws {
    let (owner, name) = (RelayDatabase.owner, TestDatabase.current.name)
    try await owner.execute("REVOKE CONNECT ON DATABASE \(unsafe: name) FROM PUBLIC")
    let database = Database(
      TestDatabase.current.settings(role: "ticket_service"), patience: .milliseconds(50))
    let follower = RulesetFollower(database)
    await follower.follow()
    #expect(follower.newest == nil)
    try await owner.execute("GRANT CONNECT ON DATABASE \(unsafe: name) TO PUBLIC")
    await follower.follow()
    #expect(follower.newest?.ruleset.version == 1)
  }

  @Test func `a database without a ruleset leaves it without one`() async throws {
    try await RelayDatabase.owner.execute("DELETE FROM intake.rulesets")
    #expect(try await RulesetQueries.newestVersion(RelayDatabase.tickets) == nil)
    let follower = RulesetFollower(RelayDatabase.tickets)
    await follower.follow()
    #expect(follower.newest == nil)
    try await publishNonsense()
    await follower.follow()
    #expect(follower.newest == nil)
  }
}
