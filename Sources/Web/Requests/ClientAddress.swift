import Domain
import NIOCore

/// From where a request comes.
enum ClientAddress {
  /// The other end of the connection, or where that is a trusted proxy, the last address in
  /// `X-Forwarded-For` that is none: each proxy appends whom it was asked by, and only what trusted
  /// ones have appended is known. What stands before something that is no address is not known
  /// either.
  ///
  /// The field `Forwarded` (RFC 7239) is not read: a proxy that sets one of the two passes the
  /// other on as the client has sent it.
  static func find(
    peer: IPAddress?, forwardedFor: String?, trusting proxies: [IPNetwork]
  ) -> IPAddress? {
    guard !proxies.isEmpty, var known = peer, let forwardedFor else { return peer }
    for hop in forwardedFor.split(separator: ",", omittingEmptySubsequences: false).reversed() {
      guard proxies.contains(where: { $0.contains(known) }), let next = address(hop) else { break }
      known = next
    }
    return known
  }

  /// Reads `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1` or `[2001:db8::1]:4711`.
  private static func address(_ hop: Substring) -> IPAddress? {
    let text = hop.filter { $0 != " " && $0 != "\t" }
    if let address = IPAddress(text) { return address }
    if text.hasPrefix("[") { return IPAddress(text.dropFirst().prefix { $0 != "]" }) }
    return IPAddress(text.prefix { $0 != ":" })
  }
}

extension IPAddress {
  /// The address of a socket; nil where that is no internet address.
  init?(_ socket: SocketAddress) {
    let bits: UInt128? = socket.withSockAddr { pointer, size in
      let bytes = UnsafeRawBufferPointer(start: pointer, count: size)
      // Behind family and port, and in IPv6 the flow label (RFC 3493 section 3.3).
      return switch socket {
      case .v4:
        IPAddress(four: UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self)))
          .bits
      case .v6: UInt128(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt128.self))
      case .unixDomainSocket: nil
      }
    }
    guard let bits else { return nil }
    self.init(six: bits)
  }
}
