package import Domain

extension String: JSONWritable {
  /// Writes the text as a string.
  package func write(to json: inout JSONWriter) { json.write(self) }
}

extension Int: JSONWritable {
  /// Writes the number.
  package func write(to json: inout JSONWriter) { json.write(Int64(self)) }
}

extension Int64: JSONWritable {
  /// Writes the number.
  package func write(to json: inout JSONWriter) { json.write(self) }
}

extension Double: JSONWritable {
  /// Writes the number with as many digits as tell it from all others; null for what JSON does not
  /// have, infinity and NaN.
  package func write(to json: inout JSONWriter) {
    json.write(json: isFinite ? String(self) : "null")
  }
}

extension Bool: JSONWritable {
  /// Writes `true` or `false`.
  package func write(to json: inout JSONWriter) { json.write(json: self ? "true" : "false") }
}

extension Instant: JSONWritable {
  /// Writes the time as RFC 3339, UTC, with microseconds.
  package func write(to json: inout JSONWriter) { json.write(self) }
}

extension Array: JSONWritable where Element: JSONWritable {
  /// Writes the elements.
  package func write(to json: inout JSONWriter) {
    json.array { json in
      for element in self { json.value(element) }
    }
  }
}
