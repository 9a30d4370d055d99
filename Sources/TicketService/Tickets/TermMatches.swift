import Domain
import Postgres
import Web

/// The matched terms of a ticket, as `triage_matched` holds them.
struct TermMatches: ColumnDecodable, Bindable {
  static let typeID = JSONText.typeID
  static let arrayTypeID = JSONText.arrayTypeID

  let list: [TermMatch]

  init(_ list: [TermMatch]) {
    self.list = list
  }

  init(_ column: Column) throws(ColumnMismatch) {
    // jsonb in binary: a version byte, and the text.
    if column.typeID == Self.typeID, let plain = Self.plain(try column.bytes().dropFirst()) {
      list = plain
      return
    }
    let json = try JSONText(column)
    guard case .array(let elements) = try? JSONParser.parse(json.text) else {
      throw column.mismatch("an array of matched terms", found: json.text)
    }
    list = elements.compactMap(TermMatch.init)
    guard list.count == elements.count else {
      throw column.mismatch("matched terms", found: json.text)
    }
  }

  func encode(into bytes: inout [UInt8]) {
    JSONText(list.json).encode(into: &bytes)
  }

  /// Reads the matches from the words in which PostgreSQL writes them, the members always in the
  /// same order; nil where anything else is found, such as an escape in a term. By way of a JSON
  /// tree it took a quarter of the time in which a page of tickets is read and written.
  private static func plain(_ bytes: Slice<UnsafeRawBufferPointer>) -> [TermMatch]? {
    var rest = bytes
    guard rest.take("[") else { return nil }
    var matches: [TermMatch] = []
    if rest.take("]") { return rest.isEmpty ? matches : nil }
    repeat {
      guard rest.take(#"{"term": ""#), let term = rest.takeText(),
        rest.take(#", "field": ""#), let field = rest.takeText().flatMap(TermMatch.Field.init),
        rest.take(#", "offset": "#), let offset = rest.takeNumber(), rest.take("}")
      else { return nil }
      matches.append(TermMatch(term: term, field: field, offset: offset))
    } while rest.take(", ")
    return rest.take("]") && rest.isEmpty ? matches : nil
  }
}

extension Slice<UnsafeRawBufferPointer> {
  /// Takes these words from the beginning; false, and nothing is taken, where others stand there.
  fileprivate mutating func take(_ words: StaticString) -> Bool {
    let expected = UnsafeRawBufferPointer(start: words.utf8Start, count: words.utf8CodeUnitCount)
    guard starts(with: expected) else { return false }
    removeFirst(expected.count)
    return true
  }

  /// Takes the rest of a string and its closing quote; nil where it has an escape or no end.
  fileprivate mutating func takeText() -> String? {
    guard let end = firstIndex(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }),
      self[end] == UInt8(ascii: "\"")
    else { return nil }
    defer { self = self[(end + 1)...] }
    return String(decoding: self[..<end], as: UTF8.self)
  }

  /// Takes the digits of a whole number; nil where there are none, or too many.
  fileprivate mutating func takeNumber() -> Int? {
    let digits = prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    defer { self = self[digits.endIndex...] }
    return Int(String(decoding: digits, as: UTF8.self))
  }
}

extension TermMatch {
  fileprivate init?(_ json: JSONValue) {
    guard case .object(let members) = json else { return nil }
    var (term, field, offset): (String?, Field?, Int?)
    for member in members {
      switch (member.name, member.value) {
      case ("term", .string(let text)): term = text
      case ("field", .string(let text)): field = Field(rawValue: text)
      case ("offset", .number(let digits)): offset = Int(digits)
      default: return nil
      }
    }
    guard let term, let field, let offset else { return nil }
    self.init(term: term, field: field, offset: offset)
  }
}
