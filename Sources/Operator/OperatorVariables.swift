import Foundation
import Postgres

/// The environment as the commands read it.
enum OperatorVariables {
  /// What may stand in a file that its name with `_FILE` names.
  private static let secrets =
    ["DATABASE_URL", "PGPASSWORD"] + MigrateCommand.passwords.map(\.variable)

  /// The environment, with what stands in files. Throws `OneLine` with status 78 and every fault.
  static func read() throws(OneLine) -> [String: String] {
    var environment = ProcessInfo.processInfo.environment
    let faults = VariableFiles.read(into: &environment, names: secrets)
    guard faults.isEmpty else { throw OneLine(faults.joined(separator: "; "), status: 78) }
    return environment
  }
}
