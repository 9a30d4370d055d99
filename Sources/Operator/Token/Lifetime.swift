import Access
import ArgumentParser

/// How long a token lasts: a whole number of days (`90d`), hours (`12h`) or minutes (`30m`).
package struct Lifetime: ExpressibleByArgument, Equatable, Sendable {
  package let duration: Duration

  /// `nil` for anything else, for nothing, and for more than ten thousand days.
  package init?(argument: String) {
    let seconds: [Character: Int64] = ["d": 86_400, "h": 3_600, "m": 60]
    let digits = argument.dropLast()
    guard let unit = argument.last.flatMap({ seconds[$0] }), 1...9 ~= digits.utf8.count,
      digits.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
      let count = Int64(digits), TokenDraft.seconds ~= count * unit
    else { return nil }
    duration = .seconds(count * unit)
  }
}
