import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import Web

/// The handler by itself, on a loop whose time the test moves.
struct SlowClientHandlerTests {
  private let channel: EmbeddedChannel

  init() throws {
    var limits = ConnectionLimits()
    limits.body = .seconds(20)
    limits.answer = .seconds(10)
    limits.lastAnswer = .seconds(3)
    channel = EmbeddedChannel(handler: SlowClientHandler(limits))
    try channel.connect(to: SocketAddress(unixDomainSocketPath: "/x")).wait()
  }

  private func receive(_ parts: HTTPRequestPart...) throws {
    for part in parts { try channel.writeInbound(part) }
  }

  private func pass(_ time: TimeAmount) { channel.embeddedEventLoop.advanceTime(by: time) }

  private static let head = HTTPRequestPart.head(
    HTTPRequest(method: .post, scheme: nil, authority: "x", path: "/notes"))

  @Test func `a body that is late is an error for its reader`() throws {
    try receive(Self.head, .body(ByteBuffer(string: "{")))
    pass(.seconds(19))
    try channel.throwIfErrorCaught()
    // Another byte is no excuse.
    try receive(.body(ByteBuffer(string: " ")))
    pass(.seconds(1))
    #expect(throws: BodyIsLate.self) { try channel.throwIfErrorCaught() }
  }

  @Test func `a body that is complete is never late`() throws {
    try receive(Self.head, .end(nil))
    pass(.seconds(60))
    try channel.throwIfErrorCaught()
    #expect(channel.isActive)
  }

  @Test func `a late body is late once, and the next request has its own time`() throws {
    try receive(Self.head)
    pass(.seconds(20))
    #expect(throws: BodyIsLate.self) { try channel.throwIfErrorCaught() }
    pass(.seconds(60))
    try receive(.end(nil), Self.head)
    pass(.seconds(19))
    try channel.throwIfErrorCaught()
    pass(.seconds(1))
    #expect(throws: BodyIsLate.self) { try channel.throwIfErrorCaught() }
  }

  @Test func `an answer that fills the buffers closes the connection in time`() throws {
    isWritable(false)
    pass(.seconds(9))
    #expect(channel.isActive)
    pass(.seconds(1))
    #expect(!channel.isActive)
  }

  @Test func `an answer that is read slowly, but is read, keeps the connection open`() throws {
    for _ in 0..<3 {
      isWritable(false)
      pass(.seconds(9))
      isWritable(true)
    }
    pass(.seconds(60))
    #expect(channel.isActive)
  }

  @Test func `an answer that has no end, and nothing to say, may last`() throws {
    try receive(Self.head, .end(nil))
    isWritable(true)
    pass(.hours(1))
    try channel.throwIfErrorCaught()
    #expect(channel.isActive)
  }

  @Test func `while the program ends, an answer that fills the buffers has less time`() throws {
    isWritable(false)
    pass(.seconds(1))
    channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    pass(.seconds(2))
    #expect(channel.isActive)
    pass(.seconds(1))
    #expect(!channel.isActive)
  }

  @Test func `while the program ends, an answer that is read is not cut off`() throws {
    isWritable(false)
    channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    pass(.seconds(2))
    isWritable(true)
    pass(.seconds(60))
    #expect(channel.isActive)
    isWritable(false)
    pass(.seconds(3))
    #expect(!channel.isActive)
  }

  /// Says whether there is room for more of an answer.
  private func isWritable(_ value: Bool) {
    channel.isWritable = value
    channel.pipeline.fireChannelWritabilityChanged()
  }
}
