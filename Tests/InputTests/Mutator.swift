import Domain

/// Inputs that resemble examples: each is an example with a few bytes changed, taken out, put in,
/// repeated, or taken from another example.
struct Mutator {
  private let examples: [[UInt8]]
  private var generator: SplitMix

  /// What readers look at, and characters that Swift joins with their neighbours.
  private static let words: [[UInt8]] = [
    "\"", "\\", "{", "}", "[", "]", ",", ":", "%", "&", "=", "+", "-", "0", "\n", "\r\n", " ", "\0",
    "\\u", "\\ud83d", "null", "W/", "é", "e\u{301}", "\u{301}", "\u{600}", "\u{FEFF}", "😀", "%C3",
  ].map { Array($0.utf8) }

  init(_ examples: [[UInt8]], seed: UInt64) {
    self.examples = examples
    generator = SplitMix(seed: seed)
  }

  mutating func next() -> [UInt8] {
    var input = examples.randomElement(using: &generator) ?? []
    for _ in 0..<Int.random(in: 1...5, using: &generator) { mutate(&input) }
    return input
  }

  private mutating func mutate(_ input: inout [UInt8]) {
    let range = range(of: input)
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: input.removeSubrange(range)
    case 1: input.insert(contentsOf: input[range], at: range.upperBound)
    case 2: input.insert(.random(in: 0...255, using: &generator), at: range.lowerBound)
    case 3:
      let bit = Int.random(in: 0..<8, using: &generator)
      if !range.isEmpty { input[range.lowerBound] ^= 1 << bit }
    case 4:
      let other = examples.randomElement(using: &generator) ?? []
      input.replaceSubrange(range, with: other[self.range(of: other)])
    default:
      let word = Self.words.randomElement(using: &generator) ?? []
      input.insert(contentsOf: word, at: range.lowerBound)
    }
  }

  private mutating func range(of bytes: [UInt8]) -> Range<Int> {
    let start = Int.random(in: 0...bytes.count, using: &generator)
    let length = Int.random(in: 0...12, using: &generator)
    return start..<min(start + length, bytes.count)
  }
}
