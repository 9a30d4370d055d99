/// Our own mistake: a `JSONReadable` or `QueryReadable` answered nil without a violation.
struct ReadableFault: Error {
  /// The name of the type that did.
  let type: String
}
