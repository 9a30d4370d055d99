import HTTPTypes
import Hummingbird
import HummingbirdTLS
import Logging
import NIOCore
package import NIOSSL
import ServiceLifecycle
import Synchronization

/// A real HTTP server that takes webhooks, or is asked for something, for tests and for `firstline
/// chaos`, which decide its answers.
package final class Receiver: Sendable {
  /// Where it listens, on this machine.
  package let port: Int
  private let state: State

  private final class State: Sendable {
    let posts = Mutex<[ReceivedPost]>([])
  }

  private init(port: Int, _ state: State) {
    self.port = port
    self.state = state
  }

  /// Every message so far, in the order of arrival.
  package var posts: [ReceivedPost] { state.posts.withLock { $0 } }

  /// What they tell of, in the order of arrival.
  package var kinds: [String] { posts.compactMap(\.kind) }

  /// Where it takes messages.
  package func url(_ path: String = "/hook") -> String { "http://127.0.0.1:\(port)\(path)" }

  /// Runs a server for the time of `body`, over TLS where it is told how. `decide` gets a message
  /// and how many came before it.
  package static func run<Value: Sendable>(
    tls: TLSConfiguration? = nil,
    _ decide: @escaping @Sendable (ReceivedPost, Int) -> ReceiverReply = { _, _ in .answer(204) },
    body: (Receiver) async throws -> Value
  ) async throws -> Value {
    let state = State()
    let (ports, continuation) = AsyncStream<Int>.makeStream()
    var logger = Logger(label: "receiver")
    logger.logLevel = .critical
    let application = Application(
      router: router(state, decide),
      server: try tls.map { try .tls(.http1(), tlsConfiguration: $0) } ?? .http1(),
      configuration: .init(address: .hostname("127.0.0.1", port: 0)),
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
    await group.triggerGracefulShutdown()
    _ = await server.result
    return try result.get()
  }

  private static func router(
    _ state: State, _ decide: @escaping @Sendable (ReceivedPost, Int) -> ReceiverReply
  ) -> Router<ReceiverContext> {
    let router = Router(context: ReceiverContext.self)
    typealias Handler = @Sendable (Request, ReceiverContext) async throws -> Response
    let answer: Handler = { request, context in
      var request = request
      let body = try await request.collectBody(upTo: 1 << 20)
      var headers: [String: String] = [:]
      for field in request.headers { headers[field.name.canonicalName] = field.value }
      let post = ReceivedPost(
        path: request.uri.path, host: request.head.authority, headers: headers,
        body: String(buffer: body))
      let count = state.posts.withLock { posts in
        posts.append(post)
        return posts.count - 1
      }
      return await respond(decide(post, count), context)
    }
    router.post("**", use: answer)
    router.get("**", use: answer)
    return router
  }

  private static func respond(_ reply: ReceiverReply, _ context: ReceiverContext) async -> Response
  {
    switch reply {
    case .answer(let status, let headers, let body):
      var fields = HTTPFields()
      for (name, value) in headers { HTTPField.Name(name).map { fields[$0] = value } }
      return Response(
        status: .init(code: status), headers: fields,
        body: .init(byteBuffer: ByteBuffer(string: body)))
    case .answerLate(let status, let pause):
      await wait(for: pause)
      return Response(status: .init(code: status))
    case .silence:
      await wait(for: .seconds(86_400))
      return Response(status: .ok)
    case .hangUp:
      await context.hangUp()
      return Response(status: .ok)
    }
  }

  /// Waits, but no longer than the server runs.
  private static func wait(for pause: Duration) async {
    _ = try? await cancelWhenGracefulShutdown { try await Task.sleep(for: pause) }
  }
}
