extension Connection {
  /// Runs `body` with the connection and ends its session afterwards, whatever became of it.
  package nonisolated func whileOpen<Value>(
    _ body: (Connection) async throws -> Value
  ) async throws -> Value {
    do {
      let value = try await body(self)
      await close()
      return value
    } catch {
      await close()
      throw error
    }
  }
}
