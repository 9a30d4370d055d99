package import Postgres

extension JSONWritable {
  /// The value as JSON text.
  package var json: String {
    var writer = JSONWriter()
    write(to: &writer)
    return writer.text
  }
}

extension JSONText {
  /// An object whose members `body` writes, for a `jsonb` column.
  package static func object(_ body: (inout JSONWriter) -> Void) -> JSONText {
    var writer = JSONWriter()
    writer.object(body)
    return JSONText(writer.text)
  }
}
