import Testing

/// A house rule, as a sentence and a check of one file, with samples of what it forbids and of what
/// it must not mistake for that.
struct Rule: Sendable, CustomTestStringConvertible {
  /// What must hold.
  let sentence: String
  /// What to do about an offence.
  let advice: String
  /// The lines that offend, from 1.
  let check: @Sendable (SourceFile) -> [Int]
  let forbidden: [SourceFile]
  let allowed: [SourceFile]

  init(
    _ sentence: String, advice: String, forbidden: [SourceFile], allowed: [SourceFile] = [],
    check: @escaping @Sendable (SourceFile) -> [Int]
  ) {
    self.sentence = sentence
    self.advice = advice
    self.forbidden = forbidden
    self.allowed = allowed
    self.check = check
  }

  var testDescription: String { sentence }

  /// Each offence as `path:line`, so that an editor finds it.
  func offences(in files: [SourceFile]) -> [String] {
    files.flatMap { file in check(file).map { "\(file.path):\($0)" } }
  }

  static let all = sizes + names + imports + queries + documentation + dangers
}

extension SourceFile {
  /// A sample.
  init(_ path: String, _ text: String) {
    self.init(path: path, text: text)
  }
}
