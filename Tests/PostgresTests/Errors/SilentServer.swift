import Foundation

/// A port of this machine that accepts connections and never says a word.
final class SilentServer: Sendable {
  private let descriptor: Int32
  let number: UInt16

  init() throws {
    #if canImport(Glibc)
      let kind = Int32(SOCK_STREAM.rawValue)
    #else
      let kind = SOCK_STREAM
    #endif
    let descriptor = socket(AF_INET, kind, 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let failures = withUnsafeMutableBytes(of: &address) { bytes in
      let pointer = bytes.assumingMemoryBound(to: sockaddr.self).baseAddress
      return bind(descriptor, pointer, length) + listen(descriptor, 16)
        + getsockname(descriptor, pointer, &length)
    }
    guard descriptor >= 0, failures == 0 else { throw CocoaError(.fileReadUnknown) }
    self.descriptor = descriptor
    number = UInt16(bigEndian: address.sin_port)
  }

  deinit {
    close(descriptor)
  }
}
