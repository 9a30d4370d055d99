import Dispatch
import Foundation

/// The pieces of a file, read ahead by a thread of its own.
///
/// A thread, because a read of a pipe may block for ever: no task waits for it, so that Ctrl-C ends
/// an import that waits for its standard input. At most two pieces are held.
package struct InputChunks: AsyncSequence {
  package typealias Element = InputChunk

  private let file: InputFile
  private let size: Int

  /// The pieces of `file`, of `size` bytes each but for the last.
  package init(_ file: InputFile, size: Int = 64 * 1024) {
    self.file = file
    self.size = size
  }

  package func makeAsyncIterator() -> AsyncIterator {
    // Raised to two from zero: Dispatch traps when a semaphore is freed below its first value, as
    // it is where a file is left before its end.
    let demand = DispatchSemaphore(value: 0)
    for _ in 0..<2 { demand.signal() }
    let (stream, continuation) = AsyncThrowingStream<InputChunk, any Error>.makeStream()
    continuation.onTermination = { _ in demand.signal() }
    let (file, size) = (file, size)
    Thread.detachNewThread {
      while true {
        demand.wait()
        do {
          let chunk = try file.read(upTo: size)
          if chunk.bytes.isEmpty { return continuation.finish() }
          if case .terminated = continuation.yield(chunk) { return }
        } catch {
          return continuation.finish(throwing: error)
        }
      }
    }
    return AsyncIterator(base: stream.makeAsyncIterator(), demand: demand)
  }

  package struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate var base: AsyncThrowingStream<InputChunk, any Error>.AsyncIterator
    fileprivate let demand: DispatchSemaphore

    /// The next piece. Throws ``InputFile/Unreadable``, and `CancellationError` at once when the
    /// task is cancelled.
    package mutating func next() async throws -> InputChunk? {
      let chunk = try await base.next(isolation: #isolation)
      // A stream ends silently when its reader is cancelled; that is not the end of the file.
      try Task.checkCancellation()
      demand.signal()
      return chunk
    }
  }
}
