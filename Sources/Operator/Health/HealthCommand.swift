package import ArgumentParser
import AsyncHTTPClient

/// `firstline health URL`: the health check of a container, which has no curl.
package struct HealthCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "health",
    abstract: "Asks a URL whether it is well: status 0 for an answer of 2xx within two seconds.")

  @Argument(help: "Such as http://127.0.0.1:8080/health/ready.")
  package var url: String

  package init() {}

  package func run() async throws {
    let http = HTTPClient(configuration: HealthProbe.configuration)
    let finding: Result<Void, any Error>
    do {
      finding = .success(try await HealthProbe(http: http).check(url))
    } catch {
      finding = .failure(error)
    }
    try? await http.shutdown()
    try finding.get()
  }
}
