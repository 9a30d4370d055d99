/// How the rows of a file are written.
package enum InputFormat: String, CaseIterable, Sendable {
  /// RFC 4180, with a first row of column names.
  case csv
  /// One JSON object a line (newline-delimited JSON).
  case ndjson

  /// The format that a file's name promises: the extension, below `.gz` where there is one.
  ///
  /// `nil` when the name says nothing, as `-` (standard input) does.
  package init?(fileName: String) {
    var name = fileName.lowercased()[...]
    if name.hasSuffix(".gz") { name = name.dropLast(3) }
    guard let dot = name.lastIndex(of: ".") else { return nil }
    switch name[name.index(after: dot)...] {
    case "csv": self = .csv
    case "ndjson", "jsonl": self = .ndjson
    default: return nil
    }
  }
}
