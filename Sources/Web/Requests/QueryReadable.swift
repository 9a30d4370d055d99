/// A value that the query of a request describes, such as the filter of a list.
package protocol QueryReadable {
  /// Reads the value from the parameters. Answers nil only after a violation; nobody sees the value
  /// when there was one.
  init?(from query: inout QueryReader)
}
