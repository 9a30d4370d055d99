package import ArgumentParser
import Foundation

/// By which token a command asks a service.
package struct TokenOption: ParsableArguments {
  @Option(
    name: .customLong("token"),
    help: "The token to ask by, which other users can read here. (default: FIRSTLINE_TOKEN)")
  package var text: String?

  package init() {}

  /// The token. Ends the program with status 78 where there is none.
  func token() throws -> String {
    let given = [text, ProcessInfo.processInfo.environment["FIRSTLINE_TOKEN"]]
    guard let token = given.compactMap(\.self).first(where: { $0 != "" }) else {
      throw OneLine("FIRSTLINE_TOKEN is missing; firstline token create makes one", status: 78)
    }
    return token
  }
}
