/// Text that is JSON already, such as a `jsonb` of the database; it is written as it is.
package struct JSONFragment: JSONWritable, Hashable, Sendable {
  private let text: String

  /// The JSON in `text`; nobody checks it.
  package init(_ text: String) { self.text = text }

  package func write(to json: inout JSONWriter) { json.write(json: text) }
}
