import Hummingbird
import NIOCore

/// A request with the connection that it came by.
struct ReceiverContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  private let connection: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    connection = source.channel
  }

  /// Ends the connection as if the machine were gone.
  func hangUp() async {
    try? await connection.close()
  }
}
