import Domain
package import Hummingbird

extension Request {
  /// The value that the query describes. Throws `InvalidInput` with every violation.
  package func readQuery<Value: QueryReadable>(
    _ type: Value.Type = Value.self
  ) throws -> Value {
    try readQuery { Value(from: &$0) }
  }

  /// The value that `read` makes of the query; nil after a violation. Throws `InvalidInput` with
  /// every violation.
  package func readQuery<Value>(_ read: (inout QueryReader) -> Value?) throws -> Value {
    var query = QueryReader(uri.query)
    let value = read(&query)
    return try finish(value, query)
  }

  /// The filter of a list and the page of it that is asked for, by `limit` and `cursor`. Throws
  /// `InvalidInput` with every violation of both.
  package func readPage<Filter: QueryReadable>(
    _ type: Filter.Type = Filter.self
  ) throws -> (filter: Filter, page: PageRequest) {
    var query = QueryReader(uri.query)
    let filter = Filter(from: &query)
    let page = PageRequest(from: &query, path: uri.path)
    return try (finish(filter, query), finish(page, query))
  }

  /// The page that is asked for of a list that has no filter. Throws `InvalidInput` with every
  /// violation.
  package func readPage() throws -> PageRequest {
    var query = QueryReader(uri.query)
    return try finish(PageRequest(from: &query, path: uri.path), query)
  }

  private func finish<Value>(_ value: Value?, _ query: QueryReader) throws -> Value {
    if let invalid = InvalidInput(query.allViolations()) { throw invalid }
    guard let value else { throw ReadableFault(type: "\(Value.self)") }
    return value
  }
}
