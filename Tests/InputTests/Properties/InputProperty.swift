/// What must hold for one reader of foreign bytes, whatever the bytes are.
///
/// Two callers share it: `InputPropertyTests`, with some thousand inputs, and the fuzz target of
/// `Fuzzing/`, with as many as it is told.
package struct InputProperty: Sendable, CustomStringConvertible {
  /// What is read: also the folder of its examples in `Fuzzing/corpus/`.
  package let name: String

  private let check: @Sendable ([UInt8]) throws -> Void

  /// A property of this name; `check` throws where it does not hold.
  init(_ name: String, check: @escaping @Sendable ([UInt8]) throws -> Void) {
    self.name = name
    self.check = check
  }

  /// All that there are.
  package static let all = [
    json, fields, cursor, query, traceparent, arrays, csv, ndjson, conditions, keys,
  ]

  /// Throws where the property does not hold for `input`; the error says what does not.
  package func check(_ input: [UInt8]) throws { try check(input) }

  package var description: String { name }
}

/// What did not hold, as a sentence.
struct BrokenProperty: Error, CustomStringConvertible {
  let description: String
}

/// Throws `sentence` where `holds` is not true.
func claim(_ sentence: @autoclosure () -> String, _ holds: Bool) throws {
  if !holds { throw BrokenProperty(description: sentence()) }
}

/// Whether two texts have the same bytes. To Swift's `==`, é is é however it is composed.
func isSame(_ one: String, _ other: String) -> Bool { one.utf8.elementsEqual(other.utf8) }

/// `isSame`, for texts that may be missing.
func isSame(_ one: String?, _ other: String?) -> Bool {
  guard let one, let other else { return one == nil && other == nil }
  return one.utf8.elementsEqual(other.utf8)
}
