import Foundation
import Testing

extension Trait where Self == ConditionTrait {
  /// For tests that need the machine for themselves, above all those with thousands of connections:
  /// while these were open, Foundation has crashed in `Process.run()`, which other tests call at
  /// the same time. So `script/test` runs them one by one, before the others, where they are passed
  /// over.
  static var crowded: Self {
    .enabled(if: ProcessInfo.processInfo.environment["CROWDED_TESTS"] != nil)
  }
}
