/// Why the migrations cannot be applied. Nothing has been changed when one of these is thrown,
/// except by the files that were applied before the one that failed.
package enum MigrationError: Error, CustomStringConvertible, Equatable {
  case unreadable(folder: String)
  case badName(file: String)
  case sameNumber(Int, first: String, second: String)
  case gap(before: Int)
  case changed(file: String)
  case missing(number: Int, name: String)
  case failed(file: String, reason: String)

  package var description: String {
    switch self {
    case .unreadable(let folder):
      "there are no migrations to be read in \(folder)"
    case .badName(let file):
      "\(file) is not named NNNN_verb_noun.sql"
    case .sameNumber(let number, let first, let second):
      "\(first) and \(second) both have the number \(number)"
    case .gap(let number):
      "the numbers have a gap before \(number)"
    case .changed(let file):
      """
      \(file) was changed after it had been applied here; an applied migration is never edited: \
      restore it, and put the change into a new one
      """
    case .missing(let number, let name):
      "migration \(number) (\(name)) is applied here, and its file is not there"
    case .failed(let file, let reason):
      "\(file) failed and was rolled back: \(reason)"
    }
  }
}
