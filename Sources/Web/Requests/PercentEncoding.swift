/// Percent-encoding (RFC 3986 section 2.1), as URIs have it and HTML forms write it into queries.
enum PercentEncoding {
  /// `text` as a part of a URI: everything but unreserved characters (RFC 3986 section 2.3) and
  /// `,`, `:` and `~` is encoded, byte by byte of its UTF-8.
  static func encode(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var encoded: [UInt8] = []
    encoded.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: ":"), UInt8(ascii: ","):
        encoded.append(byte)
      default:
        encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }

  /// The text of a name or value of a query, where `+` is a space
  /// (https://url.spec.whatwg.org/#urlencoded-parsing); nil where a `%` is not followed by two
  /// hexadecimal digits or the result is not UTF-8.
  static func decodeQuery(_ raw: Substring) -> String? {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(raw.utf8.count)
    var rest = raw.utf8[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): decoded.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit)
        else { return nil }
        decoded.append(high << 4 | low)
      default: decoded.append(byte)
      }
    }
    return String(validating: decoded, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    Character(Unicode.Scalar(byte)).hexDigitValue.map(UInt8.init)
  }
}
