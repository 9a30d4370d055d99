import Foundation

/// An address of the internet, of either version: one of IPv4 is kept as the IPv6 one that stands
/// for it (`::ffff:0:0/96`, RFC 4291 section 2.5.5.2), so that each has one spelling.
package struct IPAddress: Hashable, Sendable, CustomStringConvertible {
  /// The 128 bits of the IPv6 address.
  package let bits: UInt128

  /// The first of the addresses that stand for IPv4.
  static let firstOfFour: UInt128 = 0xFFFF << 32

  /// An IPv6 address.
  package init(six bits: UInt128) {
    self.bits = bits
  }

  /// An IPv4 address.
  package init(four bits: UInt32) {
    self.bits = Self.firstOfFour | UInt128(bits)
  }

  /// Reads `192.0.2.1` or `2001:db8::1`; nil for anything else, and for names.
  package init?(_ text: some StringProtocol) {
    let text = String(text)
    guard !text.utf8.contains(0) else { return nil }
    var four = in_addr()
    var six = in6_addr()
    if inet_pton(AF_INET, text, &four) == 1 {
      self.init(four: UInt32(bigEndian: four.s_addr))
    } else if inet_pton(AF_INET6, text, &six) == 1 {
      self.init(
        six: withUnsafeBytes(of: six) { UInt128(bigEndian: $0.loadUnaligned(as: UInt128.self)) })
    } else {
      return nil
    }
  }

  /// Whether it is of IPv4.
  package var isFour: Bool { bits >> 32 == 0xFFFF }

  package var description: String {
    if isFour {
      let four = UInt32(truncatingIfNeeded: bits)
      return "\(four >> 24).\(four >> 16 & 255).\(four >> 8 & 255).\(four & 255)"
    }
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    withUnsafeBytes(of: bits.bigEndian) { bytes in
      _ = inet_ntop(AF_INET6, bytes.baseAddress, &text, socklen_t(text.count))
    }
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
