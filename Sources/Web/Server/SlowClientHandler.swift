import NIOCore
import NIOHTTPTypes

/// Ends the waiting for clients that send or read too slowly, so that nobody holds a connection, or
/// the task and the memory behind it, for as long as they like.
///
/// A body that is late is an error for its reader, who can still answer; an answer that fills the
/// buffers because nobody reads it closes the connection. Everything else that can be waited for
/// is the next header, which is the server's own idle time-out. An answer without end, such as a
/// stream of events, is none of these while nothing is to be sent, and may last.
final class SlowClientHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart

  private var limits: ConnectionLimits
  private var bodyDeadline: NIODeadline?
  private var answerDeadline: NIODeadline?
  /// One alarm for all deadlines, set when there is none: a request costs no timer.
  private var alarm: Scheduled<Void>?

  init(_ limits: ConnectionLimits) { self.limits = limits }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head:
      bodyDeadline = context.eventLoop.now + limits.body
      setAlarm(context)
    case .body: break
    case .end: bodyDeadline = nil
    }
    context.fireChannelRead(data)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    answerDeadline = context.channel.isWritable ? nil : context.eventLoop.now + limits.answer
    setAlarm(context)
    context.fireChannelWritabilityChanged()
  }

  /// While the program ends, who does not read is waited for less.
  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is ChannelShouldQuiesceEvent {
      limits.answer = min(limits.answer, limits.lastAnswer)
      answerDeadline = answerDeadline.map { min($0, context.eventLoop.now + limits.answer) }
      alarm?.cancel()
      alarm = nil
      setAlarm(context)
    }
    context.fireUserInboundEventTriggered(event)
  }

  func channelInactive(context: ChannelHandlerContext) {
    alarm?.cancel()
    context.fireChannelInactive()
  }

  private func setAlarm(_ context: ChannelHandlerContext) {
    guard alarm == nil, let next = [bodyDeadline, answerDeadline].compactMap(\.self).min()
    else { return }
    alarm = context.eventLoop.assumeIsolated().scheduleTask(deadline: next) {
      self.alarm = nil
      self.check(context)
    }
  }

  private func check(_ context: ChannelHandlerContext) {
    let now = context.eventLoop.now
    if let answerDeadline, answerDeadline <= now { return context.close(promise: nil) }
    if let deadline = bodyDeadline, deadline <= now {
      bodyDeadline = nil
      context.fireErrorCaught(BodyIsLate())
    }
    setAlarm(context)
  }
}

/// The body of a request was not there in time.
struct BodyIsLate: Error {}
