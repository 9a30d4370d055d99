import CLibPQ
import Dispatch
import Synchronization

/// Asks the server to give up the statement that a connection is running.
///
/// libpq's cancel object may be used from any thread while the connection's own is blocked. A
/// request is tied to one statement: it is dropped where that one has ended, and the next does not
/// begin while a request is on its way, so that it can never hit a stranger.
final class Canceller: Sendable {
  /// libpq's cancel object: a copy of where and who the session is, safe to use from any thread.
  private struct Handle: Sendable {
    nonisolated(unsafe) let pointer: OpaquePointer?
  }

  private struct State {
    var handle = Handle(pointer: nil)
    var running: UInt64?
    var last: UInt64 = 0
  }

  private let state = Mutex(State())

  deinit {
    state.withLock { PQfreeCancel($0.handle.pointer) }
  }

  /// Takes the cancel object of a fresh connection.
  func attach(to connection: OpaquePointer) {
    let handle = Handle(pointer: PQgetCancel(connection))
    state.withLock { state in
      PQfreeCancel(state.handle.pointer)
      state.handle = handle
      state.running = nil
    }
  }

  /// Marks the beginning of a statement and names it.
  func begin() -> UInt64 {
    state.withLock { state in
      state.last += 1
      state.running = state.last
      return state.last
    }
  }

  /// Marks the end of the statement; waits for a request that is on its way.
  func end() {
    state.withLock { $0.running = nil }
  }

  /// Cancels the statement if it still runs. Returns at once; the request is sent on another
  /// thread, because it opens a connection.
  func cancel(_ statement: UInt64) {
    DispatchQueue.global().async { self.request(statement, again: .milliseconds(10)) }
  }

  /// Sends the request, and again until the statement has ended: one that overtakes its statement
  /// on the way to the server finds an idle session, which ignores it.
  private func request(_ statement: UInt64, again pause: Duration) {
    let isRunning = state.withLock { state in
      guard state.running == statement else { return false }
      var message = [CChar](repeating: 0, count: 256)
      // A request that cannot be sent is sent again, or leaves the statement to its time-out.
      _ = PQcancel(state.handle.pointer, &message, Int32(message.count))
      return true
    }
    guard isRunning else { return }
    DispatchQueue.global().asyncAfter(deadline: .now() + pause.seconds) {
      self.request(statement, again: min(pause * 2, .seconds(1)))
    }
  }
}
