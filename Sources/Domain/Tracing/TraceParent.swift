/// Where a request stands in a distributed trace: the field `traceparent` of W3C Trace Context
/// (https://www.w3.org/TR/trace-context-2/, section 3.2), which contains level 1.
package struct TraceParent: Hashable, Sendable {
  /// The trace as a whole; never 0.
  package let traceID: UInt128
  /// The step that made the request (span id); never 0.
  package let parentID: UInt64
  /// Bit 0: the caller recorded this step. Bit 1 (level 2): the last 56 bits of `traceID` are
  /// random. All others are 0.
  package let flags: UInt8

  /// The flags that the specification knows; it wants all others set to zero in what is passed on.
  private static let knownFlags: UInt8 = 0b11

  private init(traceID: UInt128, parentID: UInt64, flags: UInt8) {
    self.traceID = traceID
    self.parentID = parentID
    self.flags = flags & Self.knownFlags
  }

  /// Reads the value of the header field: version, trace id, parent id and flags in lower-case
  /// hexadecimal. Nil for anything else, for ids of zeros and for version ff. A version after 00
  /// may have more after a further hyphen, which is not read (section 3.2.4 of the specification).
  package init?(header: String) {
    let bytes = Array(header.utf8)
    let hyphen = UInt8(ascii: "-")
    guard bytes.count >= 55, bytes[2] == hyphen, bytes[35] == hyphen, bytes[52] == hyphen,
      let version = UInt8(hexadecimal: bytes[0..<2]), version != 0xff,
      let traceID = UInt128(hexadecimal: bytes[3..<35]), traceID != 0,
      let parentID = UInt64(hexadecimal: bytes[36..<52]), parentID != 0,
      let flags = UInt8(hexadecimal: bytes[53..<55]),
      bytes.count == 55 || (version > 0 && bytes[55] == hyphen)
    else { return nil }
    self.init(traceID: traceID, parentID: parentID, flags: flags)
  }

  /// The start of a new trace, for a request that came without one. Nobody here records traces, so
  /// it is not marked as recorded.
  package static func random(using numbers: inout some RandomNumberGenerator) -> TraceParent {
    TraceParent(
      traceID: .random(in: 1 ... .max, using: &numbers),
      parentID: .random(in: 1 ... .max, using: &numbers), flags: 0b10)
  }

  /// The same from the system's random numbers.
  package static func random() -> TraceParent {
    var numbers = SystemRandomNumberGenerator()
    return random(using: &numbers)
  }

  /// The next step of the same trace: what is passed on.
  package func child() -> TraceParent {
    TraceParent(traceID: traceID, parentID: .random(in: 1 ... .max), flags: flags)
  }

  /// `traceID` as logs write it: 32 lower-case hexadecimal digits.
  package var traceIDText: String {
    var bytes: [UInt8] = []
    traceID.appendHexadecimal(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension TraceParent: CustomStringConvertible {
  /// The value of the header field, version 00.
  package var description: String {
    var bytes = Array("00-".utf8)
    bytes.reserveCapacity(55)
    traceID.appendHexadecimal(to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    parentID.appendHexadecimal(to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    flags.appendHexadecimal(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension FixedWidthInteger {
  /// The number of these digits, which are as many as the type has room for; nil where one of them
  /// is not a lower-case hexadecimal digit.
  fileprivate init?(hexadecimal digits: ArraySlice<UInt8>) {
    var value: Self = 0
    for digit in digits {
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | Self(digit - 0x30)
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | Self(digit - 0x61 + 10)
      default: return nil
      }
    }
    self = value
  }

  /// Appends all digits of the number, leading zeros included.
  fileprivate func appendHexadecimal(to bytes: inout [UInt8]) {
    for shift in stride(from: Self.bitWidth - 4, through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: self >> shift) & 0xf
      bytes.append(digit < 10 ? digit + 0x30 : digit - 10 + 0x61)
    }
  }
}
