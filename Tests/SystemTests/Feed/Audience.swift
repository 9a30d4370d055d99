import Foundation
import ServiceTesting

/// Many clients of one stream of events, of which some are cut off and come back. Plain sockets
/// and one thread: a client library has enough to do with itself.
///
/// The first is never cut off and its events are read; the others must get the same bytes.
final class Audience {
  /// What became of it.
  struct Report: Sendable {
    /// The numbers of the events that the first got, in the order in which they came.
    var numbers: [Int64] = []
    /// How many got just the same, each event once.
    var complete = 0
    var cuts = 0
    /// How many got something else than the first.
    var wrong = 0
  }

  private struct Member {
    var socket: PlainSocket
    var chunks = ChunkReader()
    /// How much of the first one's stream it has.
    var count = 0
    /// What it has and the first one has not yet.
    var ahead: [UInt8] = []
    /// Whether the chunk that it is reading is of events; others are for the connection.
    var isOfEvents = false
    var isWrong = false
  }

  /// An event of the first one's stream.
  private struct Mark {
    let id: String
    let end: Int
  }

  private let port: Int
  private var members: [Member]
  private var script: [UInt8] = []
  private var marks: [Mark] = []
  private var report = Report()
  private var away: Int?
  private var buffer = [UInt8](repeating: 0, count: 1 << 18)

  init(port: Int, count: Int) throws {
    self.port = port
    members = try (0..<count).map { _ in Member(socket: try Self.connect(port, after: nil)) }
  }

  /// Listens until everybody has so many events, or for as long as `limit`.
  func listen(to count: Int, within limit: Duration) throws -> Report {
    let (begin, clock) = (ContinuousClock.now, ContinuousClock())
    var nextCut = begin + .milliseconds(200)
    var polls = members.map { pollfd(fd: $0.socket.descriptor, events: Int16(POLLIN), revents: 0) }
    while clock.now < begin + limit {
      poll(&polls, nfds_t(polls.count), 50)
      for index in members.indices where polls[index].revents != 0 {
        // A busy machine may take us for one who does not read; who is sent away comes back.
        if !hear(index) { try comeBack(index, &polls) }
      }
      for index in members.indices where !members[index].ahead.isEmpty {
        catchUp(&members[index])
      }
      if marks.count >= count, members.allSatisfy({ $0.count == script.count }) { break }
      if clock.now > nextCut {
        nextCut = clock.now + .milliseconds(200)
        try change(&polls)
      }
    }
    report.wrong = members.count(where: \.isWrong)
    report.complete = members.count { $0.count == script.count && !$0.isWrong && $0.ahead.isEmpty }
    return report
  }

  /// Has the one that is away come back, and cuts off another.
  private func change(_ polls: inout [pollfd]) throws {
    if let index = away {
      try comeBack(index, &polls)
      away = nil
      report.cuts += 1
    } else {
      let index = 1 + (report.cuts * 37 + 11) % (members.count - 1)
      // A negative descriptor is passed over.
      polls[index].fd = -1
      shutdown(members[index].socket.descriptor, Int32(SHUT_RDWR))
      away = index
    }
  }

  /// Connects a member again, behind the last event that it had whole.
  private func comeBack(_ index: Int, _ polls: inout [pollfd]) throws {
    let last = marks.last { $0.end <= members[index].count }
    let isWrong = members[index].isWrong
    members[index] = Member(socket: try Self.connect(port, after: last?.id))
    (members[index].count, members[index].isWrong) = (last?.end ?? 0, isWrong)
    polls[index].fd = members[index].socket.descriptor
  }

  /// Reads what has come to a member; false where the server has closed the connection.
  private func hear(_ index: Int) -> Bool {
    let descriptor = members[index].socket.descriptor
    let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
    guard count > 0 else { return count < 0 && errno == EAGAIN }
    var member = members[index]
    var chunks = member.chunks
    buffer.withUnsafeBytes { bytes in
      chunks.read(UnsafeRawBufferPointer(rebasing: bytes[..<count])) { part, isBegin in
        if isBegin { member.isOfEvents = part.first == UInt8(ascii: "i") }
        guard member.isOfEvents else { return }
        if index == 0 { script += part } else { compare(part, &member) }
      }
    }
    member.chunks = chunks
    if index == 0 {
      member.count = script.count
      read()
    }
    members[index] = member
    return true
  }

  /// Compares what a member got with what the first one has, and keeps the rest for later.
  private func compare(_ part: UnsafeRawBufferPointer, _ member: inout Member) {
    guard member.ahead.isEmpty, part.count <= script.count - member.count else {
      member.ahead += part
      return catchUp(&member)
    }
    if !isNext(part, member.count) { member.isWrong = true }
    member.count += part.count
  }

  /// Compares what a member has kept for later.
  private func catchUp(_ member: inout Member) {
    let count = min(member.ahead.count, script.count - member.count)
    guard count > 0 else { return }
    let isSame = member.ahead.withUnsafeBytes {
      isNext(UnsafeRawBufferPointer(rebasing: $0[..<count]), member.count)
    }
    if !isSame { member.isWrong = true }
    member.count += count
    member.ahead.removeFirst(count)
  }

  /// Whether the first one's stream goes on with these bytes from there.
  private func isNext(_ part: UnsafeRawBufferPointer, _ place: Int) -> Bool {
    script.withUnsafeBytes { script in
      guard let base = script.baseAddress, let part = part.baseAddress.map({ ($0, part.count) })
      else { return false }
      return memcmp(part.0, base + place, part.1) == 0
    }
  }

  /// Reads the events that have come to the first one.
  private func read() {
    var start = marks.last?.end ?? 0
    while let end = endOfEvent(from: start) {
      let lines = String(decoding: script[start..<end], as: UTF8.self).split(separator: "\n")
      let number = lines[2].firstMatch(of: /"id":([0-9]+),/).flatMap { Int64($0.1) }
      marks.append(Mark(id: String(lines[0].dropFirst("id: ".count)), end: end))
      report.numbers.append(number ?? 0)
      start = end
    }
  }

  /// Behind the next empty line; nil where it has not come yet.
  private func endOfEvent(from start: Int) -> Int? {
    script.withUnsafeBytes { script in
      guard let base = script.baseAddress else { return nil }
      var place = start
      while place < script.count, let line = memchr(base + place, 10, script.count - place) {
        let next = UnsafeRawPointer(line) - base + 1
        if next < script.count, script[next] == 10 { return next + 1 }
        place = next
      }
      return nil as Int?
    }
  }

  private static func connect(_ port: Int, after id: String?) throws -> PlainSocket {
    let last = id.map { "Last-Event-ID: \($0)\r\n" } ?? ""
    return try PlainSocket(
      port: port,
      request: "GET /events HTTP/1.1\r\nHost: x\r\n"
        + "Authorization: \(Caller.admin.authorization)\r\nAccept: text/event-stream\r\n"
        + "\(last)\r\n")
  }
}
