import ArgumentParser
import Foundation
import Operator
import Testing

@Suite(.timeLimit(.minutes(1))) struct ImportCommandTests {
  @Test(arguments: [
    (["tickets.txt"], "The name tickets.txt does not say: add --format csv or --format ndjson."),
    (["-"], "The name - does not say: add --format csv or --format ndjson."),
    (["a.csv", "--concurrency", "0"], "--concurrency is a number from 1 to 256, not 0."),
    (["a.csv", "--concurrency", "257"], "--concurrency is a number from 1 to 256, not 257."),
    (["a.csv", "--limit", "0"], "--limit is at least 1, not 0."),
    (["a.csv", "--refused", "./a.csv"], "--refused would overwrite the file to import."),
    (
      ["a.csv", "--to", "localhost:8080"],
      "The value 'localhost:8080' is invalid for '--to <to>'"
    ),
  ])
  func `wrong arguments are one clear line`(arguments: [String], message: String) {
    let error = #expect(throws: (any Error).self) { try ImportCommand.parse(arguments) }
    #expect(error.map { ImportCommand.message(for: $0) }?.hasPrefix(message) == true)
  }

  @Test func `a compressed file becomes tickets, refused rows go to their file`() async throws {
    let decide: @Sendable (DeskStub.Post) async -> DeskStub.Reply = { post in
      post.ticket.title.isEmpty ? .answer(422) : .answer(201)
    }
    try await DeskStub.run(decide) { stub, address, _ in
      try await withTemporaryFolder { folder in
        let file = folder.appending(path: "t.csv.gz").path()
        let refused = folder.appending(path: "refused.ndjson").path()
        let text = "id,title,body\n1,a,b\n2,,d\n3,e,f\n"
        try Data(GzipFixture.compress(Array(text.utf8))).write(to: URL(filePath: file))
        let arguments = [
          file, "--to", address.description, "--token", "fl_secret", "--refused", refused,
        ]
        // Returns, that is status 0: a refused row is no failure.
        try await ImportCommand.parse(arguments).run()
        #expect(stub.posts.map(\.ticket.title).sorted() == ["", "a", "e"])
        #expect(try String(contentsOfFile: refused, encoding: .utf8).contains("\"line\":3,"))
        try await ImportCommand.parse(arguments + ["--title-from-description"]).run()
        #expect(stub.posts.contains { $0.ticket == TicketText(title: "d", description: "d") })
      }
    }
  }

  @Test func `a server that is not there is one line`() async throws {
    let address = try await DeskStub.run { _ in
      .answer(201)
    } body: { _, address, _ in
      address
    }
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "t.ndjson").path()
      try Data(#"{"title":"a","body":"b"}"#.utf8).write(to: URL(filePath: file))
      let command = try ImportCommand.parse([
        file, "--to", address.description, "--token", "fl_secret",
      ])
      let error = await #expect(throws: ConnectionFault.self) { try await command.run() }
      #expect(error?.description == "cannot reach \(address): connection refused")
    }
  }

  @Test func `a column that is not there is one line, and nothing is sent`() async throws {
    try await DeskStub.run { _ in
      .answer(201)
    } body: { stub, address, _ in
      try await withTemporaryFolder { folder in
        let file = folder.appending(path: "t.csv").path()
        try Data("id,text\n1,a\n".utf8).write(to: URL(filePath: file))
        let command = try ImportCommand.parse([
          file, "--to", address.description, "--token", "fl_secret",
        ])
        await #expect(throws: ImportColumns.Missing.self) { try await command.run() }
        #expect(stub.posts.isEmpty)
      }
    }
  }
}
