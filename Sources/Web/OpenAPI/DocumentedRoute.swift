package import HTTPTypes

/// A route that is in the router and in the document: both are made of the same value, so they
/// cannot differ.
package struct DocumentedRoute: Sendable {
  package var method: HTTPRequest.Method
  /// The path with its parameters in braces, as `/tickets/{id}`: the router and OpenAPI write it
  /// alike.
  package var path: String
  package var operation: Operation

  package init(_ method: HTTPRequest.Method, _ path: String, _ operation: Operation) {
    self.method = method
    self.path = path
    self.operation = operation
  }
}
