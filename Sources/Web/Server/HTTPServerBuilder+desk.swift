package import HummingbirdCore
package import Logging

extension HTTPServerBuilder {
  /// HTTP/1.1 as both services speak it.
  package static func desk(
    logger: Logger, limits: ConnectionLimits = ConnectionLimits()
  ) -> HTTPServerBuilder {
    HTTPServerBuilder { responder in
      LoopBoundChannel(
        base: HTTP1Channel(
          responder: responder,
          configuration: HTTP1Channel.Configuration(
            additionalChannelHandlers: [
              UnreadableRequestHandler(logger: logger), SlowClientHandler(limits),
            ],
            idleTimeout: limits.header)))
    }
  }
}
