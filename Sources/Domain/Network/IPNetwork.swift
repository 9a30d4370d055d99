/// The addresses that begin with the same bits, as `10.0.0.0/8` (CIDR, RFC 4632).
package struct IPNetwork: Hashable, Sendable {
  private let first: UInt128
  private let mask: UInt128

  /// Reads an address, which is a network of one, or an address and the count of its leading bits.
  /// Bits behind these do not matter. Nil for anything else.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let address = IPAddress(parts[0]) else { return nil }
    let width = address.isFour ? 32 : 128
    var length = width
    if parts.count == 2 {
      guard let count = Int(parts[1]), 0...width ~= count, "\(count)" == parts[1] else {
        return nil
      }
      length = count
    }
    // Shifting by the whole width gives 0.
    mask = ~(UInt128.max >> UInt128(128 - width + length))
    first = address.bits & mask
  }

  /// Whether the address is one of them.
  package func contains(_ address: IPAddress) -> Bool {
    address.bits & mask == first
  }
}
