import Domain

@testable import Web

extension InputProperty {
  /// A text that is percent-encoded reads as itself, and any is decoded as a form is; every
  /// parameter has its value or a violation; the reference to the next page asks for that page.
  static let query = InputProperty("query") { input in
    let raw = String(decoding: input, as: UTF8.self)
    let encoded = PercentEncoding.encode(raw)
    try claim("\(encoded) is plain", encoded.utf8.allSatisfy { 0x25...0x7E ~= $0 && $0 != 0x26 })
    try claim("\(encoded) is read again", isSame(PercentEncoding.decodeQuery(encoded[...]), raw))
    let decoded = PercentEncoding.decodeQuery(raw[...])
    try claim("\(raw) is decoded as a form is", isSame(decoded, formDecoded(raw)))
    try checkParameters(raw)
    try checkNextPage(raw)
  }

  /// What https://url.spec.whatwg.org/#urlencoded-parsing makes of it, where it is strict.
  private static func formDecoded(_ raw: String) -> String? {
    let parts = raw.utf8.map { $0 == 0x2B ? 0x20 : $0 }
      .split(separator: UInt8(ascii: "%"), omittingEmptySubsequences: false)
    var bytes = Array(parts.first ?? [])
    for part in parts.dropFirst() {
      let digits = part.prefix(2).map { Character(Unicode.Scalar($0)) }
      guard digits.count == 2, digits.allSatisfy(\.isHexDigit),
        let byte = UInt8(String(digits), radix: 16)
      else { return nil }
      bytes += [byte] + part.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func checkParameters(_ raw: String) throws {
    var reader = QueryReader(raw)
    let values: [(name: String, isRead: Bool)] = [
      ("status", reader.optional("status", .oneOf(TicketStatus.self)) != nil),
      ("tag", reader.optional("tag", .tag) != nil),
      ("q", reader.optional("q", .searchText) != nil),
      ("loud", reader.optional("loud", .boolean) != nil),
      ("after", reader.optional("after", .instant) != nil),
      ("id", reader.optional("id", .id) != nil),
    ]
    let violations = reader.allViolations()
    for violation in violations {
      try claim("\(violation.pointer) is in the query", violation.pointer.utf8.first == 0x3F)
      try claim("\(violation.pointer) has an explanation", !violation.detail.isEmpty)
    }
    // By bytes, as a reader that knows no Unicode would.
    let pairs = raw.utf8.split(separator: UInt8(ascii: "&"))
    let names = pairs.map { pair -> String in
      let name = String(Substring(pair.prefix { $0 != UInt8(ascii: "=") }))
      return PercentEncoding.decodeQuery(name[...]) ?? name
    }
    for (name, isRead) in values {
      let times = names.count { $0 == name }
      let refused = violations.count { $0.pointer == "?" + name }
      try claim("\(name) has a value or a violation", refused == (times > 0 && !isRead ? 1 : 0))
      try claim("\(name) is read only if it is given once", !isRead || times == 1)
    }
    let known = Set(values.map(\.name))
    let unknown = Set(names).subtracting(known).count
    let told = violations.count { $0.code == .unknownField }
    try claim("all of \(unknown) unknown parameters are named, \(told) are", told == unknown)
  }

  private static func checkNextPage(_ raw: String) throws {
    var reader = QueryReader(raw)
    guard let page = PageRequest(from: &reader, path: "/tickets") else {
      throw BrokenProperty(description: "a page is always asked for")
    }
    if !reader.allViolations().filter({ $0.code != .unknownField }).isEmpty { return }
    let cursor = Cursor(at: Instant(microseconds: 1), id: 7)
    let reference = page.reference(to: cursor)
    let query = reference.split(separator: "?", maxSplits: 1).dropFirst().first.map(String.init)
    var next = QueryReader(query)
    let nextPage = PageRequest(from: &next, path: "/tickets")
    try claim("\(reference) begins at its cursor", nextPage?.cursor == cursor)
    try claim("\(reference) has the same limit", nextPage?.limit == page.limit)
  }
}
