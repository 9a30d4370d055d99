import NIOCore
import NIOPosix

/// A TCP port of this machine on which nobody listens.
enum FreePort {
  /// Chooses one out of the range that the kernel hands out by itself: there, a client could be
  /// given the number while the service is away.
  static func choose(besides taken: [Int] = []) async throws -> Int {
    for _ in 0..<100 {
      let port = Int.random(in: 20_000..<30_000)
      guard !taken.contains(port) else { continue }
      let server = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      if let channel = try? await server.bind(host: "127.0.0.1", port: port).get() {
        try await channel.close()
        return port
      }
    }
    throw OneLine("there is no free port from 20000 to 29999", status: 1)
  }
}
