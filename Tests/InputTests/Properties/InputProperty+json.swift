import Foundation
import NIOCore

@testable import Web

extension InputProperty {
  /// What parses and is written again parses to the same, and Foundation agrees; what is refused is
  /// refused with a place that the text has.
  static let json = InputProperty("json") { input in
    switch Result(catching: { () throws(MalformedJSON) in
      try JSONParser.parse(ByteBuffer(bytes: input))
    }) {
    case .success(let value): try checkRead(value)
    case .failure(let mistake): try checkMistake(mistake, in: input)
    }
  }

  private static func checkRead(_ value: JSONValue) throws {
    let text = value.written()
    let again = try JSONParser.parse(text)
    try claim("what is written again reads the same: \(text)", isSame(again.written(), text))
    // Foundation drops U+FEFF at the beginning of a text, and takes fewer numbers than JSON has.
    if text.unicodeScalars.contains("\u{FEFF}") { return }
    let plain = value.written(numbers: "0")
    let read = try JSONSerialization.jsonObject(
      with: Data(plain.utf8), options: .fragmentsAllowed)
    try claim("Foundation reads the same: \(plain)", value.isSame(as: read))
  }

  private static func checkMistake(_ mistake: MalformedJSON, in input: [UInt8]) throws {
    let lines = input.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    try claim("a mistake has a reason", !mistake.reason.isEmpty)
    try claim("line \(mistake.line) is one of the text", 1...lines.count ~= mistake.line)
    let columns = lines[mistake.line - 1].count + 1
    try claim("column \(mistake.column) is one of its line", 1...columns ~= mistake.column)
  }
}

extension JSONValue {
  /// The value as text; each number is `numbers`, or what the client wrote.
  func written(numbers: String? = nil) -> String {
    switch self {
    case .string(let text): text.json
    case .number(let digits): numbers ?? digits
    case .boolean(let value): value.json
    case .null: "null"
    case .array(let elements):
      "[" + elements.map { $0.written(numbers: numbers) }.joined(separator: ",") + "]"
    case .object(let members):
      "{"
        + members.map { "\($0.name.json):\($0.value.written(numbers: numbers))" }
        .joined(separator: ",") + "}"
    }
  }

  /// Whether Foundation reads the same, numbers apart.
  func isSame(as other: Any) -> Bool {
    switch self {
    case .string(let text): (other as? String).map { $0.utf8.elementsEqual(text.utf8) } ?? false
    case .number, .boolean: other is NSNumber
    case .null: other is NSNull
    case .array(let elements):
      (other as? [Any]).map { others in
        others.count == elements.count && zip(elements, others).allSatisfy { $0.isSame(as: $1) }
      } ?? false
    case .object(let members):
      (other as? [String: Any]).map { others in
        others.count == members.count
          && members.allSatisfy { member in
            others[member.name].map { member.value.isSame(as: $0) } ?? false
          }
      } ?? false
    }
  }
}
