import Domain
import Foundation
import Testing

@testable import Operator

@Suite struct InputFileTests {
  @Test(arguments: [0, 1, 99, 100, 101, 70_000, 300_000], [false, true])
  func `a file reads the same plain and compressed`(length: Int, isCompressed: Bool) async throws {
    let content = Self.content(length)
    let stored = isCompressed ? GzipFixture.compress(content) : content
    try await withFile(stored) { file in
      var read: [UInt8] = []
      var position = 0
      for try await chunk in InputChunks(file, size: 100) {
        #expect(chunk.position >= position)
        position = chunk.position
        read += chunk.bytes
      }
      #expect(read == content)
      #expect(file.size == stored.count)
      #expect(position <= stored.count)
    }
  }

  @Test(arguments: [11, 50, 5_000, 10_012])
  func `a compressed file that ends too early is an error`(length: Int) async throws {
    let stored = Array(GzipFixture.compress(Self.content(10_000)).prefix(length))
    try await withFile(stored) { file in
      let error = await #expect(throws: InputFile.Unreadable.self) {
        for try await _ in InputChunks(file) {}
      }
      #expect(error?.reason == "the compressed data ends too early")
    }
  }

  @Test func `damaged compressed data is an error`() async throws {
    var stored = GzipFixture.compress(Self.content(10_000))
    stored[5_000] ^= 1
    try await withFile(stored) { file in
      await #expect(throws: InputFile.Unreadable.self) {
        for try await _ in InputChunks(file) {}
      }
    }
  }

  @Test func `a file that is not there is an error that says so`() {
    let error = #expect(throws: InputFile.Unreadable.self) {
      try InputFile(path: "/nowhere/tickets.csv")
    }
    #expect(error?.description == "cannot read /nowhere/tickets.csv: No such file or directory")
  }

  @Test func `a folder is an error that says so`() async throws {
    try await withTemporaryFolder { folder in
      let file = try InputFile(path: folder.path())
      let error = await #expect(throws: InputFile.Unreadable.self) {
        for try await _ in InputChunks(file) {}
      }
      #expect(error?.reason == "Is a directory")
    }
  }

  @Test(arguments: 0..<20)
  func `a file may be left before its end`(chunks: Int) async throws {
    try await withFile(Self.content(10_000)) { file in
      var taken = 0
      for try await _ in InputChunks(file, size: 100) {
        taken += 1
        if taken > chunks { break }
      }
      #expect(taken == chunks + 1)
    }
  }

  @Test func `a cancelled reader does not take a silent pipe for the end of a file`() async throws {
    try await withTemporaryFolder { folder in
      let path = folder.appending(path: "pipe").path()
      #expect(mkfifo(path, 0o600) == 0)
      // Open for reading and writing: it neither blocks nor ever ends.
      let writer = open(path, O_RDWR)
      defer { close(writer) }
      let file = try InputFile(path: path)
      let reader = Task {
        for try await _ in InputChunks(file) {}
      }
      reader.cancel()
      await #expect(throws: CancellationError.self) { try await reader.value }
    }
  }

  private static func content(_ length: Int) -> [UInt8] {
    var generator = SplitMix(seed: UInt64(length))
    return (0..<length).map { _ in UInt8.random(in: 32...126, using: &generator) }
  }

  private func withFile(
    _ bytes: [UInt8], _ body: (InputFile) async throws -> Void
  ) async throws {
    try await withTemporaryFolder { folder in
      let url = folder.appending(path: "file")
      try Data(bytes).write(to: url)
      try await body(InputFile(path: url.path()))
    }
  }
}
