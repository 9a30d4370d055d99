import Domain
import NIOCore

/// The latest events, up to a limit, without a gap between them.
struct FeedBuffer {
  /// What there is for who has read up to some place.
  enum Finding {
    /// These bytes, which end at this place.
    case news(ByteBuffer, end: LedgerPosition)
    /// Nothing.
    case nothing
    /// More than is here: it must be read from the database, up to this place at least.
    case behind(LedgerPosition)
  }

  /// Up to where it has been read: everything that is behind `start` and not behind `end` is here,
  /// or was.
  private(set) var end: LedgerPosition
  private var batches: [FeedBatch] = []
  private var size = 0
  private let limit: Int

  /// An empty buffer of at most `limit` bytes, or of a single batch that is larger.
  init(end: LedgerPosition, limit: Int) {
    self.end = end
    self.limit = limit
  }

  /// A batch more costs a little, however small it is.
  private static let most = 1_000

  /// Adds what was read behind `end`, and forgets the oldest where there is no more room.
  mutating func append(_ batch: FeedBatch) {
    precondition(batch.start == end, "a buffer has no gaps")
    batches.append(batch)
    size += batch.size
    end = batch.end
    while batches.count > 1, size > limit || batches.count > Self.most {
      size -= batches.removeFirst().size
    }
  }

  /// What there is for who has read up to `position`.
  func find(after position: LedgerPosition) -> Finding {
    // Who has read further than we have, in the database or from another program, waits for us.
    if position >= end { return .nothing }
    guard let oldest = batches.first, position >= oldest.start else { return .behind(end) }
    var (low, high) = (0, batches.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if batches[middle].start <= position { low = middle } else { high = middle }
    }
    return .news(batches[low].bytes(after: position), end: batches[low].end)
  }
}
