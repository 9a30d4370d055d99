import Domain
import NIOCore

/// Some events in a row, written once as all streams send them (HTML, section 9.2.5).
struct FeedBatch: Sendable {
  /// The place that it was read from: no event is between here and its first one.
  let start: LedgerPosition
  /// The place of its last event.
  let end: LedgerPosition
  let count: Int

  private let bytes: ByteBuffer
  /// Each event with the offset at which it ends.
  private let marks: [(position: LedgerPosition, offset: Int)]

  /// A batch of what stands behind `start`; nil where that is nothing.
  init?(_ events: [FeedEvent], after start: LedgerPosition) {
    guard let last = events.last else { return nil }
    var bytes = ByteBuffer()
    var marks: [(position: LedgerPosition, offset: Int)] = []
    marks.reserveCapacity(events.count)
    for event in events {
      Self.write(event, to: &bytes)
      marks.append((event.position, bytes.writerIndex))
    }
    self.start = start
    end = last.position
    count = events.count
    self.bytes = bytes
    self.marks = marks
  }

  /// How many bytes it has.
  var size: Int { bytes.readableBytes }

  /// What of it stands behind `position`.
  func bytes(after position: LedgerPosition) -> ByteBuffer {
    guard let first = marks.first, position >= first.position else { return bytes }
    let before = marks.last { $0.position <= position }
    var rest = bytes
    rest.moveReaderIndex(to: before?.offset ?? 0)
    return rest
  }

  /// Neither a position, nor a kind, nor the JSON has a line break in it.
  private static func write(_ event: FeedEvent, to bytes: inout ByteBuffer) {
    bytes.writeString("id: \(event.position)\nevent: \(event.event.kind)\ndata: ")
    var json = JSONWriter(capacity: 512)
    event.write(to: &json)
    var data = json.buffer
    bytes.writeBuffer(&data)
    bytes.writeString("\n\n")
  }
}
