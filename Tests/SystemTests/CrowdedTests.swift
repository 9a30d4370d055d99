import Foundation

/// Tests with thousands of connections. While these are open, Foundation has crashed in
/// `Process.run()`, which other tests call at the same time; so they run by themselves:
///
///     CROWDED_TESTS=1 script/test --filter 'OverloadTests|FeedTests'
enum CrowdedTests {
  static let areWanted = ProcessInfo.processInfo.environment["CROWDED_TESTS"] != nil
}
