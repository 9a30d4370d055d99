/// The rows of a file, read as they are asked for.
package struct ImportRows: AsyncSequence {
  package typealias Element = ImportRow

  private let chunks: InputChunks
  private let reader: any RowReader
  private let scoreboard: Scoreboard

  /// The rows that `reader` finds in `chunks`; `scoreboard` is told how far the file was read.
  package init(_ chunks: InputChunks, reader: any RowReader, scoreboard: Scoreboard) {
    self.chunks = chunks
    self.reader = reader
    self.scoreboard = scoreboard
  }

  package func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(chunks: chunks.makeAsyncIterator(), reader: reader, scoreboard: scoreboard)
  }

  package struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate var chunks: InputChunks.AsyncIterator
    fileprivate var reader: any RowReader
    fileprivate let scoreboard: Scoreboard
    private var rows: ArraySlice<ImportRow> = []
    private var isFinished = false

    fileprivate init(
      chunks: InputChunks.AsyncIterator, reader: any RowReader, scoreboard: Scoreboard
    ) {
      self.chunks = chunks
      self.reader = reader
      self.scoreboard = scoreboard
    }

    /// The next row. Throws what ``InputChunks`` and the ``RowReader`` throw.
    package mutating func next() async throws -> ImportRow? {
      while rows.isEmpty, !isFinished {
        if let chunk = try await chunks.next() {
          rows = try reader.read(chunk.bytes)[...]
          scoreboard.reached(chunk.position)
        } else {
          rows = try reader.finish()[...]
          isFinished = true
        }
      }
      return rows.popFirst()
    }
  }
}
