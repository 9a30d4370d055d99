package import ArgumentParser
import AsyncHTTPClient
import Foundation

extension InputFormat: ExpressibleByArgument {}

/// `firstline import FILE`: makes tickets of the rows of a file.
package struct ImportCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Makes a ticket of every row of a CSV or NDJSON file, by the HTTP API.",
    discussion: """
      The file may be compressed with gzip. It is read as it is sent, so its size does not matter, \
      and running the same import again makes nothing twice. Rows that cannot be tickets go to a \
      file with their reasons: mend them there (jq -c .row) and import that.

      Ends with status 0 when every row was made, was there already or was refused; 1 when rows \
      failed for want of an answer; 130 after Ctrl-C.
      """)

  @Argument(help: "The file; - is standard input.")
  package var file: String

  @Option(help: "The ticket service.")
  package var to = ServerAddress.standard

  @OptionGroup package var access: TokenOption

  @Option(help: "csv or ndjson; by default what the file's name says.")
  package var format: InputFormat?

  @Option(help: "The column of the title. (default: title)")
  package var title: String?

  @Option(help: "The column of the description. (default: description, or else body)")
  package var description: String?

  @Flag(help: "Give a ticket without a title the first words of its description.")
  package var titleFromDescription = false

  @Option(help: "How many requests may be in flight, 1 to 256.")
  package var concurrency = 16

  @Option(help: "The file for refused rows. (default: the file's name and .refused.ndjson, here)")
  package var refused: String?

  @Option(help: "Import no more than this many rows.")
  package var limit: Int?

  @Flag(help: "Show no progress bar, also on a terminal.")
  package var noProgress = false

  package init() {}

  package func validate() throws {
    guard 1...256 ~= concurrency else {
      throw ValidationError("--concurrency is a number from 1 to 256, not \(concurrency).")
    }
    if let limit, limit < 1 { throw ValidationError("--limit is at least 1, not \(limit).") }
    if fileFormat == nil {
      throw ValidationError("The name \(file) does not say: add --format csv or --format ndjson.")
    }
    if Self.resolved(refusedPath) == Self.resolved(file) {
      throw ValidationError("--refused would overwrite the file to import.")
    }
  }

  package func run() async throws {
    let token = try access.token()
    let input = try InputFile(path: file)
    let http = HTTPClient(configuration: TicketClient.configuration(connections: concurrency))
    let ending = await ImportRun(
      command: self, token: token, input: input, http: http
    ).ending()
    try? await http.shutdown()
    switch ending {
    case .finished(let tally): if tally.failed > 0 { throw ExitCode.failure }
    case .stopped(let error): throw error
    case .interrupted(let signal): throw ExitCode(128 + signal)
    }
  }

  /// The format chosen, or that of the name.
  var fileFormat: InputFormat? { format ?? InputFormat(fileName: file) }

  /// Where refused rows go.
  var refusedPath: String {
    let name = file == "-" ? "stdin" : URL(filePath: file).lastPathComponent
    return refused ?? name + ".refused.ndjson"
  }

  /// The columns chosen.
  var columns: ImportColumns {
    ImportColumns(
      title: title, description: description, titleFromDescription: titleFromDescription)
  }

  private static func resolved(_ path: String) -> String {
    URL(filePath: path).resolvingSymlinksInPath().path()
  }
}
