import Foundation
import Synchronization

/// A client of a stream of Server-Sent Events, which reads when it is told to.
package final class EventReader: Sendable {
  /// An event as it came.
  package struct Event: Equatable, Sendable {
    /// What to come back with.
    package let id: String
    /// Its kind.
    package let kind: String
    /// What it says.
    package let data: String
  }

  private struct State {
    var chunks = ChunkReader()
    var body: [UInt8] = []
    var isClosed = false
  }

  private let socket: PlainSocket
  private let state = Mutex(State())

  /// Asks for the stream of `path`, as an admin.
  package init(port: Int, _ path: String = "/events", lastEventID: String? = nil) throws {
    let last = lastEventID.map { "Last-Event-ID: \($0)\r\n" } ?? ""
    socket = try PlainSocket(
      port: port,
      request: """
        GET \(path) HTTP/1.1\r\nHost: x\r\nAuthorization: \(Caller.admin.authorization)\r\n\
        Accept: text/event-stream\r\n\(last)\r\n
        """)
  }

  /// Everything of the body so far.
  package var body: String {
    look()
    return state.withLock { String(decoding: $0.body, as: UTF8.self) }
  }

  /// How many bytes the body has so far.
  package var size: Int {
    look()
    return state.withLock { $0.body.count }
  }

  /// The status line and the fields.
  package var header: String {
    look()
    return state.withLock { String(decoding: $0.chunks.header, as: UTF8.self) }
  }

  /// Whether the server has ended the answer as it should.
  package var isComplete: Bool {
    look()
    return state.withLock { $0.chunks.isComplete }
  }

  /// Whether the server has closed the connection.
  package var isClosed: Bool {
    look()
    return state.withLock { $0.isClosed }
  }

  /// Every event that came whole.
  package var events: [Event] {
    body.components(separatedBy: "\n\n").dropLast().compactMap { block in
      var fields: [String: String] = [:]
      for line in block.split(separator: "\n") {
        let parts = line.components(separatedBy: ": ")
        fields[parts[0]] = parts.dropFirst().joined(separator: ": ")
      }
      guard let id = fields["id"], let kind = fields["event"], let data = fields["data"] else {
        return nil
      }
      return Event(id: id, kind: kind, data: data)
    }
  }

  private func look() {
    state.withLock { state in
      while !state.isClosed, let bytes = socket.receive() {
        if bytes.isEmpty { state.isClosed = true }
        var body: [UInt8] = []
        bytes.withUnsafeBytes { bytes in
          state.chunks.read(bytes) { part, _ in body += part }
        }
        state.body += body
      }
    }
  }
}
