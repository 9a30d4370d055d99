/// How much a feed takes upon itself.
package struct FeedLimits: Sendable {
  /// How many streams may be open.
  package var subscribers = 2_000
  /// How long it waits before it looks for new events again: how late an event may be.
  package var interval = Duration.milliseconds(200)
  /// How often a stream that has nothing to say says that it is alive.
  package var heartbeat = Duration.seconds(15)
  /// How many events are read at once.
  package var page = 500
  /// How many bytes of events are kept; who is further behind reads from the database.
  package var memory = 4 << 20

  package init() {}
}
