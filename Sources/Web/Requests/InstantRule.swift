package import Domain

/// The rule of a point in time: RFC 3339 with any offset.
package struct InstantRule: StringRule {
  package typealias Value = Instant

  package func check(_ raw: String, at pointer: String) -> Result<Instant, Violation> {
    if let instant = Instant(rfc3339: raw) { return .success(instant) }
    var detail = "must be a time as in RFC 3339, such as 2026-11-23T15:09:38Z"
    // In a query `+` means a space, so an offset that is not encoded arrives broken.
    if pointer.hasPrefix("?") && raw.contains(" ") { detail += "; write + as %2B" }
    return .failure(Violation(pointer: pointer, code: .invalidFormat, detail: detail))
  }
}

extension ValueRule where Self == InstantRule {
  /// A point in time.
  package static var instant: Self { InstantRule() }
}
