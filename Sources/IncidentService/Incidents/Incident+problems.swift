import Domain
import Web

extension Incident {
  /// The problem 412, where a client expects another version.
  func mismatch(_ condition: ETagCondition?) -> Problem? {
    let etag = ETag(version)
    return condition?.contains(etag, comparison: .strong) == false
      ? .preconditionFailed(now: etag) : nil
  }

  /// The problem 409, with the state that does not allow it: "The incident is closed and cannot be
  /// changed." Where several incidents are spoken of, it needs a name.
  func refusal(to what: String, called name: String = "The incident") -> Problem {
    let state = mergedInto.map { "merged into incident \($0)" } ?? status.rawValue
    let problem = Problem.conflict("\(name) is \(state) and cannot \(what).")
      .with("status_now", status.rawValue)
    return mergedInto.map { problem.with("merged_into", $0) } ?? problem
  }
}
