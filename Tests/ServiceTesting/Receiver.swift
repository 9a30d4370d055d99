import DatabaseTesting
package import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization
import Testing

/// A real HTTP server that takes webhooks, or is asked for something, and whose answers a test
/// decides.
package final class Receiver: Sendable {
  /// A message that it got.
  package struct Post: Sendable {
    /// Where it was sent to.
    package let path: String
    /// The host it was sent to.
    package let host: String?
    /// The fields of the header, by their names in lower case.
    package let headers: [String: String]
    /// The body as text.
    package let body: String

    /// The id of the message.
    package var id: String? { headers["webhook-id"] }

    /// The body as any JSON.
    package func json() throws -> NSDictionary {
      try #require(try JSONSerialization.jsonObject(with: Data(body.utf8)) as? NSDictionary)
    }

    /// The `type` of the CloudEvent, without what all have in common.
    package var kind: String? {
      (try? json()["type"] as? String)?.replacing("firstline.", with: "")
    }

    /// Which incident it tells of.
    package var subject: String? { try? json()["subject"] as? String }
  }

  /// What it is to do with one.
  package enum Reply: Sendable {
    case answer(Int, headers: [String: String] = [:], body: String = "")
    /// Says nothing, for as long as the server runs.
    case silence
  }

  /// Where it listens, on this machine.
  package let port: Int
  private let state: State

  private final class State: Sendable {
    let posts = Mutex<[Post]>([])
    let end = Latch()
  }

  private init(port: Int, _ state: State) {
    self.port = port
    self.state = state
  }

  /// Every message so far, in the order of arrival.
  package var posts: [Post] { state.posts.withLock { $0 } }

  /// What they tell of, in the order of arrival.
  package var kinds: [String] { posts.compactMap(\.kind) }

  /// Where it takes messages.
  package func url(_ path: String = "/hook") -> String { "http://127.0.0.1:\(port)\(path)" }

  /// Runs a server for the time of `body`. `decide` gets a message and how many came before it.
  package static func run<Value: Sendable>(
    _ decide: @escaping @Sendable (Post, Int) -> Reply = { _, _ in .answer(204) },
    body: (Receiver) async throws -> Value
  ) async throws -> Value {
    let state = State()
    let (ports, continuation) = AsyncStream<Int>.makeStream()
    var logger = Logger(label: "receiver")
    logger.logLevel = .critical
    let application = Application(
      router: router(state, decide), configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in continuation.yield(channel.localAddress?.port ?? 0) },
      logger: logger)
    // Stopped tidily: a server that is cancelled while it accepts a connection ends the process.
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [.init(service: application)], logger: logger))
    let server = Task { try await group.run() }
    let receiver = Receiver(port: await ports.first { _ in true } ?? 0, state)
    let result: Result<Value, any Error>
    do {
      result = .success(try await body(receiver))
    } catch {
      result = .failure(error)
    }
    state.end.open()
    await group.triggerGracefulShutdown()
    _ = await server.result
    return try result.get()
  }

  private static func router(
    _ state: State, _ decide: @escaping @Sendable (Post, Int) -> Reply
  ) -> Router<BasicRequestContext> {
    let router = Router()
    let answer: @Sendable (Request, BasicRequestContext) async throws -> Response = { request, _ in
      var request = request
      let body = try await request.collectBody(upTo: 1 << 20)
      var headers: [String: String] = [:]
      for field in request.headers { headers[field.name.canonicalName] = field.value }
      let post = Post(
        path: request.uri.path, host: request.head.authority, headers: headers,
        body: String(buffer: body))
      let count = state.posts.withLock { posts in
        posts.append(post)
        return posts.count - 1
      }
      switch decide(post, count) {
      case .answer(let status, let headers, let body):
        var fields = HTTPFields()
        for (name, value) in headers { HTTPField.Name(name).map { fields[$0] = value } }
        return Response(
          status: .init(code: status), headers: fields,
          body: .init(byteBuffer: ByteBuffer(string: body)))
      case .silence:
        await state.end.wait()
        return Response(status: .ok)
      }
    }
    router.post("**", use: answer)
    router.get("**", use: answer)
    return router
  }
}
