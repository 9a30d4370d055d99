import Testing

@Suite struct SchemaVersionTests {
  @Test func `the programs ask for the newest migration there is`() throws {
    let numbers = try Project.current.get().files.compactMap { file in
      file.path.firstMatch(of: /^migrations\/([0-9]{4})_/).flatMap { Int($0.1) }
    }
    let source = try Project.file("Sources/Web/Health/SchemaVersion.swift")
    let required = source.lines.compactMap { line in
      line.firstMatch(of: /static let required = ([0-9]+)$/).flatMap { Int($0.1) }
    }
    #expect(required == [try #require(numbers.max())])
  }

  @Test func `the migrations are numbered without gaps`() throws {
    let numbers = try Project.current.get().files.compactMap { file in
      file.path.firstMatch(of: /^migrations\/([0-9]{4})_/).flatMap { Int($0.1) }
    }
    #expect(numbers == Array(1...numbers.count))
  }
}
