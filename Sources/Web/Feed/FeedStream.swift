import Domain
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// A feed as Server-Sent Events (HTML, section 9.2), from a place on, without end.
struct FeedStream: Sendable {
  let feed: Feed
  let subscription: FeedSubscription
  let start: LedgerPosition

  /// How long a client should wait before it comes back after its connection was lost.
  private static let greeting = ByteBuffer(string: "retry: 1000\n\n")
  /// A comment, which clients pass over.
  private static let heartbeat = ByteBuffer(string: ":\n\n")

  /// The answer. The stream ends where the client closes the connection or the program is told to
  /// stop; the client comes back with the last id that it has seen, to this program or to another.
  func response(to request: Request) -> Response {
    Response(
      status: .ok,
      headers: [.contentType: "text/event-stream", .cacheControl: "no-store", .vary: "Accept"],
      body: ResponseBody { writer in
        // Cancelled, and waited for, at the end of the scope.
        async let _ = end(with: request)
        try await write(to: &writer)
        try await writer.finish(nil)
      })
  }

  /// Ends the stream where the client closes the connection, which is known at once and not with
  /// the next write, or the program is told to stop.
  private func end(with request: Request) async throws {
    try await request.body.consumeWithInboundCloseHandler { _ in
      try await gracefulShutdown()
      subscription.end()
    } onInboundClosed: {
      subscription.end()
    }
  }

  @concurrent
  private func write(to writer: inout any ResponseBodyWriter) async throws {
    var position = start
    var (_, beats) = feed.find(after: start)
    try await writer.write(Self.greeting)
    for await _ in subscription.rings {
      do {
        let heard = try await writeNews(after: &position, to: &writer)
        if heard > beats { try await writer.write(Self.heartbeat) }
        beats = heard
      } catch let fault as ReadingFault {
        // The client comes back in a moment, and reads on where it was.
        Logger.current.warning(
          "a stream of events ends", metadata: ["error": "\(fault.cause)"])
        return
      }
    }
  }

  /// Writes everything that there is, and returns the number of the latest beat.
  @concurrent
  private func writeNews(
    after position: inout LedgerPosition, to writer: inout any ResponseBodyWriter
  ) async throws -> Int {
    while true {
      switch feed.find(after: position) {
      case (.nothing, let beats): return beats
      case (.news(let bytes, let end), _):
        try await writer.write(bytes)
        position = end
      case (.behind(let end), _):
        position = try await writeOld(after: position, atLeastTo: end, &writer)
      }
    }
  }

  /// Writes what the database has, a page of it, and returns up to where.
  @concurrent
  private func writeOld(
    after position: LedgerPosition, atLeastTo end: LedgerPosition,
    _ writer: inout any ResponseBodyWriter
  ) async throws -> LedgerPosition {
    let (batch, isAll): (FeedBatch?, Bool)
    do {
      (batch, isAll) = try await feed.read(after: position)
    } catch {
      throw ReadingFault(cause: error)
    }
    if let batch { try await writer.write(batch.bytes(after: position)) }
    let last = batch?.end ?? position
    // It was asked after `end` was known, so there is nothing more up to there.
    return isAll ? max(last, end) : last
  }

  /// The database could not be read; the client is still there.
  private struct ReadingFault: Error {
    let cause: any Error
  }
}
