import Domain

/// Steps that are done at once, because nobody can tell which of them came first.
struct DemoTick: Sendable {
  /// When the first of them is due; the others are due soon after.
  let at: Instant
  private(set) var steps: [DemoStep]
  private var tickets: Set<Int> = []

  /// How much too early a step may be, and one whose minute counts.
  private static let window = Duration.seconds(1_500)
  private static let exactWindow = Duration.seconds(20)

  private init(_ step: DemoStep) {
    at = step.at
    steps = []
    add(step)
  }

  private mutating func add(_ step: DemoStep) {
    steps.append(step)
    tickets.formUnion(step.tickets)
  }

  /// Groups steps, which are in the order of time.
  static func all(of steps: [DemoStep]) -> [DemoTick] {
    var ticks: [DemoTick] = []
    for step in steps {
      if let last = ticks.indices.last, ticks[last].hasRoom(for: step) {
        ticks[last].add(step)
      } else {
        ticks.append(DemoTick(step))
      }
    }
    return ticks
  }

  /// Two steps of one ticket follow one another.
  private func hasRoom(for step: DemoStep) -> Bool {
    let isExact = step.opensIncident || step.deed.isExact
    return step.at - at < (isExact ? Self.exactWindow : Self.window)
      && tickets.isDisjoint(with: step.tickets)
  }
}

extension DemoStep {
  /// The tickets that it touches.
  fileprivate var tickets: [Int] {
    if case .merge(let other) = deed { [ticket, other] } else { [ticket] }
  }
}
