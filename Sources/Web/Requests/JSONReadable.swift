/// A value that the body of a request describes.
package protocol JSONReadable {
  /// Reads the value from the members of a JSON object. Answers nil only after a violation; nobody
  /// sees the value when there was one.
  init?(from fields: inout FieldReader)
}
