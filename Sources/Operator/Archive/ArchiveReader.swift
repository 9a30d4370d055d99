import Crypto
import Domain
import Foundation

/// Reads the events of an archive, or of any `audit export`, one after the other.
struct ArchiveReader {
  private static let limit = 16 << 20

  private let path: String
  private var chunks: InputChunks.AsyncIterator
  private var splitter = LineSplitter(limit: Self.limit)
  private var lines: ArraySlice<LineSplitter.Line> = []
  private var isAtEnd = false
  /// The event that was read ahead.
  private var ahead: Fingerprint?

  /// Opens a file, plain or gzip.
  init(path: String) throws {
    self.path = path
    chunks = InputChunks(try InputFile(path: path)).makeAsyncIterator()
  }

  /// The next event: its place, and the SHA-256 of what it says. Throws ``OneLine`` where the file
  /// says something else than an export does.
  mutating func next() async throws -> Fingerprint? {
    if let event = ahead {
      ahead = nil
      return event
    }
    while let line = try await nextLine() {
      guard let bytes = line.bytes else { throw refusal(line.number) }
      if bytes.starts(with: #"{"seal":"#.utf8) { continue }
      guard let event = Self.event(bytes) else { throw refusal(line.number) }
      return event
    }
    return nil
  }

  /// The next events that do not stand behind a place; behind every place where there is none.
  mutating func next(upTo end: LedgerPosition?) async throws -> [Fingerprint] {
    var events: [Fingerprint] = []
    while let event = try await next() {
      if let end, event.position > end {
        ahead = event
        break
      }
      events.append(event)
    }
    return events
  }

  private mutating func nextLine() async throws -> LineSplitter.Line? {
    while lines.isEmpty, !isAtEnd {
      if let chunk = try await chunks.next() {
        lines = splitter.split(chunk.bytes)[...]
      } else {
        isAtEnd = true
        lines = splitter.finish()[...]
      }
    }
    return lines.popFirst()
  }

  /// `{"position":"771-31","event":…}`: what stands there is what was digested, with a line feed.
  private static func event(_ line: [UInt8]) -> Fingerprint? {
    let (head, middle, end) = (#"{"position":""#.utf8, #"","event":"#.utf8, UInt8(ascii: "}"))
    guard line.starts(with: head), line.last == end else { return nil }
    let rest = line.dropFirst(head.count).dropLast()
    guard let quote = rest.firstIndex(of: UInt8(ascii: "\"")),
      let place = LedgerPosition(String(decoding: rest[..<quote], as: UTF8.self)),
      rest[quote...].starts(with: middle)
    else { return nil }
    var hash = SHA256()
    hash.update(data: Array(rest[quote...].dropFirst(middle.count)))
    hash.update(data: [.lineFeed])
    return Fingerprint(position: place, digest: hash.finalize().hexadecimal)
  }

  private func refusal(_ line: Int) -> OneLine {
    OneLine("\(path), line \(line): this is no line of an audit export", status: 1)
  }
}

extension Digest {
  /// In lower-case hexadecimal.
  var hexadecimal: String {
    map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0\(digits)" : digits
    }.joined()
  }
}
