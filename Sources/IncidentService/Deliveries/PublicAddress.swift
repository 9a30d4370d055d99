import NIOCore

/// Which addresses are of the public internet (the registries of special-purpose addresses of IANA,
/// RFC 6890).
enum PublicAddress {
  /// False for private, loopback, link-local, unspecified, multicast, shared (carrier-grade NAT),
  /// documentation and reserved addresses, and for IPv6 ones that stand for an IPv4 address.
  static func includes(_ address: SocketAddress) -> Bool {
    address.withSockAddr { pointer, size in
      let bytes = UnsafeRawBufferPointer(start: pointer, count: size)
      // Behind family and port, and in IPv6 the flow label (RFC 3493 section 3.3).
      return switch address {
      case .v4: isPublic(four: Array(bytes[4..<8]))
      case .v6: isPublic(six: Array(bytes[8..<24]))
      case .unixDomainSocket: false
      }
    }
  }

  private static func isPublic(four bytes: [UInt8]) -> Bool {
    switch (bytes[0], bytes[1], bytes[2]) {
    case (0, _, _), (10, _, _), (127, _, _): false
    case (100, 64...127, _): false
    case (169, 254, _), (192, 168, _): false
    case (172, 16...31, _): false
    case (192, 0, 0), (192, 0, 2), (198, 51, 100), (203, 0, 113), (192, 88, 99): false
    case (198, 18...19, _): false
    case (224..., _, _): false
    default: true
    }
  }

  /// Only 2000::/3 is given out, and of that not what is for documentation, Teredo or 6to4.
  private static func isPublic(six bytes: [UInt8]) -> Bool {
    guard bytes[0] & 0xE0 == 0x20 else { return false }
    switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
    case (0x20, 0x01, 0x0D, 0xB8): return false
    case (0x20, 0x01, 0x00...0x01, _): return false
    case (0x20, 0x02, _, _): return false
    case (0x3F, 0xFE...0xFF, _, _): return false
    default: return true
    }
  }
}
