import AsyncHTTPClient
import DatabaseTesting
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Operator
import ServiceLifecycle
import Synchronization

/// A real HTTP server in place of the ticket service, whose answers a test decides.
final class DeskStub: Sendable {
  /// A `POST /tickets` that it got.
  struct Post: Sendable {
    let ticket: TicketText
    /// The body, byte for byte.
    let body: String
    let key: String
    let contentType: String?
    /// Which attempt of its key this is, from 1.
    let attempt: Int
    /// The client's port, which tells connections apart.
    let connection: Int?
  }

  /// What it is to do with one.
  enum Reply: Sendable {
    case answer(Int, headers: [String: String] = [:], body: String = "{}")
    /// Breaks the connection off within the answer.
    case breakOff
    /// Says nothing, for as long as the server runs.
    case silence
  }

  struct Context: RequestContext {
    var coreContext: CoreRequestContextStorage
    let connection: Int?

    init(source: ApplicationRequestContextSource) {
      coreContext = .init(source: source)
      connection = source.channel.remoteAddress?.port
    }
  }

  private struct BrokenOff: Error {}

  private let received = Mutex<[Post]>([])
  /// Opened when the server stops.
  private let end = Latch()
  private let decide: @Sendable (Post) async -> Reply

  private init(_ decide: @escaping @Sendable (Post) async -> Reply) {
    self.decide = decide
  }

  /// Every request so far, in the order of arrival.
  var posts: [Post] { received.withLock { $0 } }

  /// Runs a server for the time of `body`, which gets its address and a client.
  static func run<Value: Sendable>(
    _ decide: @escaping @Sendable (Post) async -> Reply,
    body: (DeskStub, ServerAddress, HTTPClient) async throws -> Value
  ) async throws -> Value {
    let stub = DeskStub(decide)
    let (ports, continuation) = AsyncStream<Int>.makeStream()
    var logger = Logger(label: "desk-stub")
    logger.logLevel = .critical
    let application = Application(
      router: stub.router(), configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in continuation.yield(channel.localAddress?.port ?? 0) },
      logger: logger)
    // Stopped tidily: a server that is cancelled while it accepts a connection ends the process.
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [.init(service: application)], logger: logger))
    let server = Task { try await group.run() }
    let http = HTTPClient(configuration: TicketClient.configuration(connections: 16))
    let result: Result<Value, any Error>
    do {
      let port = await ports.first { _ in true } ?? 0
      guard let address = ServerAddress(argument: "http://127.0.0.1:\(port)") else {
        throw BrokenOff()
      }
      result = .success(try await body(stub, address, http))
    } catch {
      result = .failure(error)
    }
    try await http.shutdown()
    stub.end.open()
    await group.triggerGracefulShutdown()
    _ = await server.result
    return try result.get()
  }

  private func router() -> Router<Context> {
    let router = Router(context: Context.self)
    router.post("/tickets") { request, context in
      try await self.response(to: request, context)
    }
    router.get("/status/:code") { _, context in
      HTTPResponse.Status(code: try context.parameters.require("code", as: Int.self))
    }
    router.get("/silence") { _, _ in
      await self.end.wait()
      return HTTPResponse.Status.ok
    }
    return router
  }

  private func response(to request: Request, _ context: Context) async throws -> Response {
    var request = request
    let body = try await request.collectBody(upTo: 1 << 20)
    let ticket = try JSONDecoder().decode(TicketText.self, from: Data(body.readableBytesView))
    let key = HTTPField.Name("Idempotency-Key").flatMap { request.headers[$0] } ?? ""
    let contentType = request.headers[.contentType]
    let post = received.withLock { posts in
      let post = Post(
        ticket: ticket, body: String(buffer: body), key: key, contentType: contentType,
        attempt: posts.count { $0.key == key } + 1, connection: context.connection)
      posts.append(post)
      return post
    }
    switch await decide(post) {
    case .answer(let status, let headers, let body):
      var fields = HTTPFields()
      for (name, value) in headers { HTTPField.Name(name).map { fields[$0] = value } }
      return Response(
        status: .init(code: status), headers: fields,
        body: .init(byteBuffer: ByteBuffer(string: body)))
    case .breakOff:
      return Response(status: .created, body: .init(contentLength: 100) { _ in throw BrokenOff() })
    case .silence:
      await end.wait()
      throw BrokenOff()
    }
  }
}
