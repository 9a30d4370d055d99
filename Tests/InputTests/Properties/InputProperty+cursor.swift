import Domain

@testable import Web

extension InputProperty {
  /// A cursor comes back as it went out, one with a character changed is refused, and a text that
  /// is taken for one has a single spelling.
  static let cursor = InputProperty("cursor") { input in
    let raw = String(decoding: input, as: UTF8.self)
    if let cursor = Cursor(text: raw, for: "/tickets") {
      try claim("\(raw) is how it is written", isSame(cursor.text(for: "/tickets"), raw))
    }
    var source = ByteSource(input)
    let (at, id) = (source.integer(Int64.self), source.integer(Int64.self))
    let (place, character) = (Int(source.byte() % 28), Int(source.byte() % 64))
    let list = source.remainingText()
    // From 0001 to 9999, which is what a cursor can hold.
    let instant = Instant(microseconds: at % 62_135_596_800_000_000)
    let cursor = Cursor(at: instant, id: id == .min ? 1 : max(1, abs(id)))
    let text = cursor.text(for: list)
    try claim("\(text) has 28 letters", text.utf8.count == 28 && text.utf8.allSatisfy(isLetter))
    try claim("\(text) is read again", Cursor(text: text, for: list) == cursor)
    var edited = Array(text.utf8)
    edited[place] = letters[character]
    let changed = String(decoding: edited, as: UTF8.self)
    try claim(
      "\(changed) is refused for \(text)",
      changed == text || Cursor(text: changed, for: list) == nil)
  }

  /// RFC 4648 section 5.
  private static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  private static func isLetter(_ byte: UInt8) -> Bool { letters.contains(byte) }
}
