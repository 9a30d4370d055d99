/// The version of a resource as HTTP names it: a strong entity tag (RFC 9110 section 8.8.3),
/// `"17"`.
package struct ETag: Hashable, Sendable, CustomStringConvertible {
  /// The version: a number that every change of the resource raises.
  package let version: Int

  /// The tag of this version.
  package init(_ version: Int) { self.version = version }

  /// The tag as it stands in the field ETag, quotes included.
  package var description: String { "\"\(version)\"" }
}
