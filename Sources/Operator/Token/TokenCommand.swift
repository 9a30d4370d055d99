package import ArgumentParser

/// `firstline token`: who may ask the services.
package struct TokenCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "token",
    abstract: "Makes, lists and revokes the tokens by which the services are asked.",
    subcommands: [
      TokenCreateCommand.self, TokenListCommand.self, TokenRevokeCommand.self,
    ])

  package init() {}
}
