import Dispatch
import Foundation

/// The signals by which a person or a supervisor asks a program to end.
enum Interruption {
  private static let numbers = [SIGINT, SIGTERM]

  /// Waits for SIGINT or SIGTERM; `nil` when the task is cancelled first.
  ///
  /// The signal after that ends the program at once, as it would have without this, so that nobody
  /// is held against his will.
  static func wait() async -> Int32? {
    let (stream, continuation) = AsyncStream<Int32>.makeStream()
    let sources = numbers.map { number in
      // The default action would come before the source's handler.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number)
      source.setEventHandler { continuation.yield(number) }
      source.resume()
      return source
    }
    defer {
      for source in sources { source.cancel() }
      for number in numbers { signal(number, SIG_DFL) }
    }
    for await number in stream { return number }
    return nil
  }
}
