/// What If-Match and If-None-Match say (RFC 9110 sections 13.1.1 and 13.1.2): any version, or one
/// of these.
package enum ETagCondition: Hashable, Sendable {
  /// `*`: whatever there is.
  case any
  /// A list of tags as they were written, without `W/`.
  case tags([Tag])

  /// A tag of a list.
  package struct Tag: Hashable, Sendable {
    /// What stands between the quotes.
    package let opaque: String
    /// Whether `W/` stands before it.
    package let isWeak: Bool
  }

  /// How tags are compared (RFC 9110 section 8.8.3.2).
  package enum Comparison: Sendable {
    /// Weak tags equal nothing: for If-Match.
    case strong
    /// `W/` is overlooked: for If-None-Match.
    case weak
  }

  /// Whether `etag` is among the tags.
  package func contains(_ etag: ETag, comparison: Comparison) -> Bool {
    switch self {
    case .any: true
    case .tags(let tags):
      tags.contains {
        $0.opaque == String(etag.version) && (comparison == .weak || !$0.isWeak)
      }
    }
  }

  /// The versions that satisfy it by strong comparison, for a query; nil where any does.
  package var versions: [Int]? {
    guard case .tags(let tags) = self else { return nil }
    return tags.filter { !$0.isWeak }.compactMap { tag in
      Int(tag.opaque).flatMap { String($0) == tag.opaque ? $0 : nil }
    }
  }

  /// Reads the value of the field; nil where it is malformed. Byte by byte: to Swift a quote is
  /// part of the character before or after it where Unicode joins them.
  init?(field: String) {
    var rest = Array(field.trimmingSpaces().utf8)[...]
    if rest.elementsEqual("*".utf8) {
      self = .any
      return
    }
    var tags: [Tag] = []
    var mayBegin = true
    while let first = rest.first {
      switch first {
      case UInt8(ascii: " "), UInt8(ascii: "\t"): rest = rest.dropFirst()
      case UInt8(ascii: ","):
        // Empty elements of a list are overlooked (RFC 9110 section 5.6.1.2).
        rest = rest.dropFirst()
        mayBegin = true
      default:
        guard mayBegin, let tag = Self.takeTag(&rest) else { return nil }
        tags.append(tag)
        mayBegin = false
      }
    }
    if tags.isEmpty { return nil }
    self = .tags(tags)
  }

  /// Takes a tag from the beginning of `rest` (RFC 9110 section 8.8.3); nil where there is none.
  private static func takeTag(_ rest: inout ArraySlice<UInt8>) -> Tag? {
    let quote = UInt8(ascii: "\"")
    let isWeak = rest.starts(with: "W/".utf8)
    if isWeak { rest = rest.dropFirst(2) }
    guard rest.popFirst() == quote, let end = rest.firstIndex(of: quote) else { return nil }
    let opaque = rest[..<end]
    rest = rest[(end + 1)...]
    let isVisible = opaque.allSatisfy { $0 > 0x20 && $0 != 0x7F }
    return isVisible ? Tag(opaque: String(decoding: opaque, as: UTF8.self), isWeak: isWeak) : nil
  }
}
