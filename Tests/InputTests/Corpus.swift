import Foundation

/// The examples of one property, from `Fuzzing/corpus/`, in a stable order.
struct Corpus {
  let examples: [[UInt8]]

  /// `Fuzzing/corpus/`, found from this file.
  private static let folder = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fuzzing/corpus")

  init(of property: InputProperty) throws {
    let folder = Self.folder.appending(path: property.name)
    examples = try Self.contents(of: folder).map { name in
      [UInt8](try Data(contentsOf: folder.appending(path: name)))
    }
  }

  /// The properties that have examples.
  static func names() throws -> [String] { try contents(of: folder) }

  private static func contents(of folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()
  }
}
