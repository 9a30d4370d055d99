import Access
import Domain
import Hummingbird
import NIOCore
import Postgres

extension Problem {
  /// What a client learns of an error: the one place where errors become HTTP.
  ///
  /// Nothing of the error's own words gets out unless the type was made to be read by clients. A
  /// `DecodingError` is ours, of something that the database or we wrote: bodies are read
  /// otherwise.
  package init(_ error: any Error) {
    self =
      switch error {
      case let problem as Problem: problem
      case let invalid as InvalidInput: .invalidInput(invalid.violations)
      case let violation as Violation: .invalidInput([violation])
      case let malformed as MalformedJSON: .malformedJSON(malformed)
      case let refused as HTTPError: Self.refusedByFramework(refused)
      case is NIOTooManyBytesError: Problem(.tooLarge)
      case is CancellationError: .unavailable("The request was cancelled; nothing is known of it.")
      case let error as DatabaseError: Self.failedInDatabase(error)
      case _ where Self.isRefusal(error):
        .unavailable("The service is too busy; nothing was changed.")
      case is ProviderUnavailable: .unavailable("The OpenID provider cannot be asked.")
      case is DatabaseUnavailable: .unavailable("The database is away; nothing was changed.")
      default: .internalError
      }
  }

  /// Whether the log should say more than the answer does.
  package var isOurFault: Bool { kind == .internalError || kind == .unavailable }

  /// Whether an error says only that there is too much to do. The access log and the metrics count
  /// these; a line about each would be more to do.
  static func isRefusal(_ error: any Error) -> Bool {
    error is PoolExhausted || error is LineIsFull
  }

  /// Whether a `DatabaseError` passes by itself. Constraints that a client can run into are known
  /// to the queries, and become problems there.
  private static func failedInDatabase(_ error: DatabaseError) -> Problem {
    if error.isConnectionFailure {
      return .unavailable("The connection to the database was lost; nobody knows what was changed.")
    }
    if error.isQueryCancelled { return .unavailable("The database took too long.") }
    if error.isRetryable {
      return .unavailable("Others changed the same data; nothing was changed.")
    }
    return .internalError
  }

  /// An error of Hummingbird itself, by its status; its words are for its programmers.
  private static func refusedByFramework(_ error: HTTPError) -> Problem {
    switch error.status.code {
    case 400: return Problem(.malformedRequest)
    case 503: return .unavailable("The service cannot answer now.")
    default:
      let kind = ProblemKind.allCases.first { $0.status.code == error.status.code }
      return kind.map { Problem($0) }
        ?? (error.status.code < 500 ? Problem(.malformedRequest) : .internalError)
    }
  }
}
