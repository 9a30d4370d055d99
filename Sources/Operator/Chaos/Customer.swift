import AsyncHTTPClient
import Domain
import Foundation
import NIOCore
import NIOHTTP1

/// A client of the ticket service, who reports one thing after the other, and asks again where it
/// may.
struct Customer: Sendable {
  private let number: Int
  private let url: String
  private let token: String
  private let http: HTTPClient
  private let record: ChaosRecord
  private let seed: UInt64

  init(
    _ number: Int, seed: UInt64, url: String, token: String, http: HTTPClient, record: ChaosRecord
  ) {
    self.number = number
    self.url = url
    self.token = token
    self.http = http
    self.record = record
    self.seed = seed
  }

  /// Reports until the record is closed or the task is cancelled.
  func run() async {
    // Far apart: the numbers that follow one seed are those of the next but a few.
    var draws = SplitMix(seed: seed &* 1_000_003 &+ UInt64(number) &* 0x1_0000_0001)
    var count = 0
    while record.isOpen, !Task.isCancelled {
      count += 1
      let mark = "\(number)-\(count)"
      let ticket = SentTicket.draw(mark: mark, &draws)
      let sent = record.willSend(ticket)
      if let id = await report(ticket, sent) {
        // Who lost the answer asks once more, and gets it again.
        if ticket.key != nil, draws.chance(percent: 10) { await report(ticket, sent) }
        if draws.chance(percent: 15) {
          await change(SentChange.draw(of: ticket, id: id, mark: mark, &draws))
        }
      }
      await pause(draws.milliseconds(5...75))
    }
  }

  /// What a request came to.
  private enum Outcome {
    case answered(Data)
    /// No answer, or one that says: come back later.
    case askAgain
  }

  /// Sends a ticket, with a key until it is answered. Returns its id.
  @discardableResult
  private func report(_ ticket: SentTicket, _ sent: Int) async -> Int64? {
    let body = TicketText(title: ticket.title, description: ticket.description)
    guard var request = request(.POST, "/tickets", body) else { return nil }
    if let key = ticket.key { request.headers.add(name: "Idempotency-Key", value: "\"\(key)\"") }
    repeat {
      let begin = ContinuousClock.now
      if case .answered(let body) = await send(request, expecting: .created) {
        guard let id = try? JSONDecoder().decode(Made.self, from: body).id else {
          record.complain("a 201 has no id: \(String(decoding: body.prefix(200), as: UTF8.self))")
          return nil
        }
        record.wasAnswered(sent, id: id, begin: begin)
        return id
      }
      await pause(.milliseconds(25))
    } while ticket.key != nil && record.hasPatience && !Task.isCancelled
    return nil
  }

  /// Sends a change until it is answered: made twice, it makes no difference the second time.
  private func change(_ change: SentChange) async {
    let sent = record.willSend(change)
    let body = Members(status: change.status?.rawValue, priority: change.priority?.rawValue)
    guard var request = request(.PATCH, "/tickets/\(change.ticketID)", body) else { return }
    request.headers.add(name: "X-Request-Id", value: change.requestID)
    repeat {
      if case .answered = await send(request, expecting: .ok) { return record.wasMade(sent) }
      await pause(.milliseconds(25))
    } while record.hasPatience && !Task.isCancelled
  }

  private func request(
    _ method: HTTPMethod, _ path: String, _ body: some Encodable
  ) -> HTTPClientRequest? {
    try? .json(method, url + path, token: token, body)
  }

  private func send(
    _ request: HTTPClientRequest, expecting expected: HTTPResponseStatus
  ) async -> Outcome {
    do {
      let response = try await http.execute(request, timeout: .seconds(10))
      let body = try await response.body.collect(upTo: 1 << 20)
      switch response.status {
      case expected: return .answered(Data(body.readableBytesView))
      // Busy or away; or an earlier attempt with this key is still at work.
      case .serviceUnavailable, .conflict: return .askAgain
      default:
        record.complain(
          "\(request.method.rawValue) \(request.url) was answered \(response.status): "
            + String(buffer: body).prefix(400))
        return .askAgain
      }
    } catch {
      return .askAgain
    }
  }

  private func pause(_ duration: Duration) async {
    // Cut short by cancellation, which the loops see.
    try? await Task.sleep(for: duration)
  }

  private struct Made: Decodable {
    let id: Int64
  }

  private struct Members: Encodable {
    var status: String?
    var priority: String?
  }
}
