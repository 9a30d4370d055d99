import HTTPTypes
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Gives the answer to what cannot be read as HTTP a body: Hummingbird's own is a bare 400, and no
/// request exists that a middleware could see.
///
/// Its place is between the HTTP codec and Hummingbird. Where the parser failed, the bare answer,
/// which comes after the answers to all requests before it, becomes a problem document.
final class UnreadableRequestHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let logger: Logger
  private var fault: HTTPParserError?

  init(logger: Logger) { self.logger = logger }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if let error = error as? HTTPParserError { fault = error }
    context.fireErrorCaught(error)
  }

  func write(
    context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
  ) {
    guard let fault, case .head(let head) = unwrapOutboundIn(data), Self.isBare(head) else {
      return context.write(data, promise: promise)
    }
    let id = RequestIdentityMiddleware.makeID()
    logger.info(
      "request unreadable", metadata: ["request_id": "\(id)", "reason": "\(fault)"])
    var json = JSONWriter()
    Problem(.malformedRequest, detail: Self.detail(fault)).document(requestID: id).write(to: &json)
    let body = json.buffer
    var answer = head
    answer.headerFields[.contentType] = Problem.contentType
    answer.headerFields[.contentLength] = String(body.readableBytes)
    answer.headerFields[.requestID] = id
    context.write(wrapOutboundOut(.head(answer)), promise: nil)
    context.write(wrapOutboundOut(.body(body)), promise: promise)
  }

  /// Whether this is Hummingbird's answer to what it cannot read; no problem of ours is empty.
  private static func isBare(_ head: HTTPResponse) -> Bool {
    head.status == .badRequest && head.headerFields[.contentLength] == "0"
  }

  private static func detail(_ fault: HTTPParserError) -> String {
    switch fault {
    case .headerOverflow: "The header of the request is too large."
    default: "What was sent cannot be read as HTTP/1.1: \(fault)."
    }
  }
}
