/// A value that is an object in JSON, to which another one can add members of its own.
package protocol JSONObjectWritable: JSONWritable {
  /// Writes the members without the braces.
  func writeMembers(to json: inout JSONWriter)
}

extension JSONObjectWritable {
  package func write(to json: inout JSONWriter) {
    json.object { writeMembers(to: &$0) }
  }
}
