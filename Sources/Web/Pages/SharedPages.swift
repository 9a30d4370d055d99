package import Hummingbird

/// Answers the requests for a list's pages. Clients that ask for the same page at the same time, as
/// they do with the first one, share its query and its JSON.
package struct SharedPages<Filter, Item>: Sendable
where Filter: QueryReadable & Hashable & Sendable, Item: JSONWritable & Sendable {
  private struct Question: Hashable {
    let filter: Filter
    let page: PageRequest
  }

  private let pages: SharedAnswer<Question, Response>

  /// - Parameter read: Reads a page from the database.
  package init(_ read: @escaping @Sendable (Filter, PageRequest) async throws -> Page<Item>) {
    pages = SharedAnswer { question in
      try await read(question.filter, question.page).response
    }
  }

  /// The page that is asked for. Throws `InvalidInput` with every violation.
  @Sendable package func answer(
    _ request: Request, _ context: DeskContext
  ) async throws -> Response {
    try await answer(request) { $0 }
  }

  /// The page that is asked for, of what `narrow` leaves of the filter.
  package func answer(
    _ request: Request, narrow: (Filter) -> Filter
  ) async throws -> Response {
    let (filter, page) = try request.readPage(Filter.self)
    return try await pages.ask(Question(filter: narrow(filter), page: page))
  }
}
