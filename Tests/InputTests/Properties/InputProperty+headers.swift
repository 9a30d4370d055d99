import Domain

@testable import Web

extension InputProperty {
  /// A list of entity tags that is written again reads the same, and what it says of a version is
  /// the same for a query.
  static let conditions = InputProperty("conditions") { input in
    let field = String(decoding: input, as: UTF8.self)
    guard let condition = ETagCondition(field: field) else { return }
    guard case .tags(let tags) = condition else {
      try claim("any is an asterisk", field.utf8.contains(UInt8(ascii: "*")))
      return
    }
    try claim("a list has tags", !tags.isEmpty)
    let written = tags.map { ($0.isWeak ? "W/" : "") + "\"\($0.opaque)\"" }
    let again = ETagCondition(field: written.joined(separator: ", "))
    try claim("\(written) reads the same again", again == condition)
    for version in condition.versions ?? [] {
      try claim(
        "\(version) is in the list", condition.contains(ETag(version), comparison: .strong))
    }
    for tag in tags {
      try claim(
        "\(tag.opaque) is visible",
        tag.opaque.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\"") })
    }
  }

  /// A key that is read is visible and short, and is the same in quotes.
  static let keys = InputProperty("keys") { input in
    guard let key = try? IdempotencyKey(field: String(decoding: input, as: UTF8.self)) else {
      return
    }
    let bytes = key.value.utf8
    try claim("\(key.value) is short", 1...255 ~= bytes.count)
    try claim("\(key.value) is visible", bytes.allSatisfy { 0x21...0x7E ~= $0 })
    let escaped = bytes.map { byte in
      let character = String(Unicode.Scalar(byte))
      return ["\"", "\\"].contains(character) ? "\\" + character : character
    }
    let quoted = try IdempotencyKey(field: "\"\(escaped.joined())\"")
    try claim("\(key.value) is the same in quotes", quoted == key)
  }
}
