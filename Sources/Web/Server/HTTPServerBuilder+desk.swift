package import HummingbirdCore
package import Logging

extension HTTPServerBuilder {
  /// HTTP/1.1 as both services speak it.
  package static func desk(logger: Logger) -> HTTPServerBuilder {
    .http1(
      configuration: HTTP1Channel.Configuration(
        additionalChannelHandlers: [UnreadableRequestHandler(logger: logger)]))
  }
}
