/// A place among the subscribers of a feed. It is given back when nobody holds it any more, also
/// where its stream never began.
final class FeedSubscription: Sendable {
  /// Rings once at the beginning, and whenever there may be something to do. Rings during the work
  /// are remembered as one.
  let rings: AsyncStream<Void>

  private let feed: Feed
  private let number: Int
  private let bell: AsyncStream<Void>.Continuation

  init(
    feed: Feed, number: Int, rings: AsyncStream<Void>, bell: AsyncStream<Void>.Continuation
  ) {
    self.feed = feed
    self.number = number
    self.rings = rings
    self.bell = bell
  }

  deinit { feed.leave(number) }

  /// Ends the rings, and with them the stream, after what it is doing now.
  func end() { bell.finish() }
}
