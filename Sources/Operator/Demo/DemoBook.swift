import Synchronization

/// Which ticket and which incident a number of the plan has become, and how far the demo is.
final class DemoBook: Sendable {
  private struct State {
    var tickets: [Int: Int64] = [:]
    var incidents: [Int64: Int64] = [:]
    var tokens: [Int64] = []
    var progress: DemoProgress?
  }

  private let state = Mutex(State())

  /// The ticket of a number of the plan; nil before it is there.
  func ticket(_ number: Int) -> Int64? { state.withLock { $0.tickets[number] } }

  /// The incident of a ticket of the plan; nil before it is there.
  func incident(_ number: Int) -> Int64? {
    state.withLock { state in state.tickets[number].flatMap { state.incidents[$0] } }
  }

  /// Notes which ticket a number has become.
  func note(_ number: Int, is ticket: Int64) {
    state.withLock { $0.tickets[number] = ticket }
  }

  /// Notes which incident a ticket has led to.
  func note(ticket: Int64, ledTo incident: Int64) {
    state.withLock { $0.incidents[ticket] = incident }
  }

  /// The tokens that were made.
  var tokens: [Int64] { state.withLock { $0.tokens } }

  /// Notes which tokens were made.
  func note(tokens: [Int64]) {
    state.withLock { $0.tokens = tokens }
  }

  /// How far the demo is; nil before it begins.
  var progress: DemoProgress? {
    state.withLock { state in
      state.progress?.tickets = state.tickets.count
      state.progress?.incidents = state.incidents.count
      return state.progress
    }
  }

  /// Notes how far the demo is.
  func reach(_ progress: DemoProgress) {
    state.withLock { $0.progress = progress }
  }
}
