package import Testing

/// Gives each test, and each case of a table, a database of its own.
package struct DatabaseTrait: TestTrait, SuiteTrait, TestScoping {
  package var isRecursive: Bool { true }

  package func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @Sendable @concurrent () async throws -> Void
  ) async throws {
    // A suite itself runs nothing; only its tests do.
    if testCase == nil {
      try await function()
    } else {
      try await TestDatabase.with(function)
    }
  }
}

extension Trait where Self == DatabaseTrait {
  /// A real, migrated, empty database for each test: ``TestDatabase/current``.
  package static var database: Self { DatabaseTrait() }
}
