/// A metric of ours: its name, what it says, and how it counts.
package struct Metric: Sendable {
  /// What the numbers of a metric mean.
  package enum Kind: String, Sendable {
    /// Only rises, from 0 at the start of the process.
    case counter
    /// Rises and falls.
    case gauge
    /// How many observations there were up to each of some bounds, and their sum.
    case histogram
  }

  /// The name in the exposition, with the unit at its end.
  package let name: String
  package let kind: Kind
  /// What it says, in one sentence.
  package let help: String
  /// The upper bounds of a histogram, rising, in the unit of the name; the last bucket is open.
  package let buckets: [Double]

  package init(_ name: String, _ kind: Kind, _ help: String, buckets: [Double] = seconds) {
    self.name = name
    self.kind = kind
    self.help = help
    self.buckets = buckets
  }

  /// From half a millisecond to ten seconds: both a request from memory and one that nearly times
  /// out fall between two bounds.
  package static let seconds: [Double] = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
  ]

  /// From a millisecond to an hour: an escalation takes milliseconds when all is well, and as long
  /// as a program was away when not.
  package static let longSeconds: [Double] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600,
  ]
}
