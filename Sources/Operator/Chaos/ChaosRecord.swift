import Synchronization

/// What the clients of a run sent and were answered, written by all of them at once.
final class ChaosRecord: Sendable {
  private struct State {
    var tickets: [SentTicket] = []
    var changes: [SentChange] = []
    var complaints: [String] = []
    var answered = 0
    var lastAnswer: ContinuousClock.Instant?
    var latestBegin: ContinuousClock.Instant?
    var longestGap = Duration.zero
    var roundGap = Duration.zero
    var deadline: ContinuousClock.Instant?
  }

  private let state = Mutex(State())

  /// Everything that was sent.
  var tickets: [SentTicket] { state.withLock { $0.tickets } }
  var changes: [SentChange] { state.withLock { $0.changes } }

  /// What nobody should have seen, such as an answer 500, a sentence each.
  var complaints: [String] { state.withLock { $0.complaints } }

  /// How many tickets were sent, and how many of them were answered.
  var counts: (sent: Int, answered: Int) { state.withLock { ($0.tickets.count, $0.answered) } }

  /// The longest time without a 201, since the first one.
  var longestGap: Duration { state.withLock { $0.longestGap } }

  /// Notes a ticket before it is sent, and returns its number.
  func willSend(_ ticket: SentTicket) -> Int {
    state.withLock { state in
      state.tickets.append(ticket)
      return state.tickets.count - 1
    }
  }

  /// Notes a 201 to the request that was sent at `begin`.
  func wasAnswered(_ number: Int, id: Int64, begin: ContinuousClock.Instant) {
    state.withLock { state in
      if state.tickets[number].answers.isEmpty { state.answered += 1 }
      if !state.tickets[number].answers.contains(id) { state.tickets[number].answers.append(id) }
      let now = ContinuousClock.now
      if let last = state.lastAnswer {
        state.longestGap = max(state.longestGap, now - last)
        state.roundGap = max(state.roundGap, now - last)
      }
      state.lastAnswer = now
      state.latestBegin = max(state.latestBegin ?? begin, begin)
    }
  }

  /// Notes a change before it is sent, and returns its number.
  func willSend(_ change: SentChange) -> Int {
    state.withLock { state in
      state.changes.append(change)
      return state.changes.count - 1
    }
  }

  /// Notes the 200 of a change.
  func wasMade(_ number: Int) {
    state.withLock { $0.changes[number].isAnswered = true }
  }

  /// Notes what nobody should have seen.
  func complain(_ sentence: String) {
    state.withLock { $0.complaints.append(sentence) }
  }
}

// MARK: - Time

extension ChaosRecord {
  /// From here on, the longest time without a 201 is counted anew.
  func beginRound() {
    state.withLock { $0.roundGap = .zero }
  }

  /// The longest time without a 201 that ended since ``beginRound()``.
  var roundGap: Duration { state.withLock { $0.roundGap } }

  /// Whether a request has had its 201 that was sent after `moment`.
  func hasAnswer(after moment: ContinuousClock.Instant) -> Bool {
    state.withLock { state in state.latestBegin.map { $0 > moment } ?? false }
  }

  /// Asks the clients to send nothing new, and to give up after `patience` what has no answer.
  func endTraffic(patience: Duration) {
    state.withLock { $0.deadline = .now + patience }
  }

  /// Whether something new may be sent.
  var isOpen: Bool { state.withLock { $0.deadline == nil } }

  /// Whether what has no answer may be sent again.
  var hasPatience: Bool { state.withLock { state in state.deadline.map { $0 > .now } ?? true } }
}
