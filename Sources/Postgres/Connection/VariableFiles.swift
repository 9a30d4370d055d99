import Foundation

/// Variables whose values are in files, as containers are given secrets: where `NAME_FILE` names a
/// file, its text, without the line breaks at its end, is the value of `NAME`.
package enum VariableFiles {
  /// Puts the value of each of `names` that has a file into `environment`. An empty name of a file
  /// counts as none. Returns what is wrong, a line each; what was read is never in it.
  package static func read(
    into environment: inout [String: String], names: [String]
  ) -> [String] {
    var faults: [String] = []
    for name in names {
      guard let path = environment["\(name)_FILE"], path != "" else { continue }
      guard environment[name, default: ""] == "" else {
        faults.append("\(name) and \(name)_FILE are both given")
        continue
      }
      do {
        environment[name] = try text(of: path)
      } catch {
        faults.append("\(name)_FILE names a file that cannot be read as text")
      }
    }
    return faults
  }

  private static func text(of path: String) throws -> String {
    var text = try String(contentsOfFile: path, encoding: .utf8)
    while text.last?.isNewline == true { text.removeLast() }
    return text
  }
}
