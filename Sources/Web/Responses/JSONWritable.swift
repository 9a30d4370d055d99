/// A value that can be written as JSON.
package protocol JSONWritable {
  /// Writes the value: one call of `object`, `array` or `value` on `json`.
  func write(to json: inout JSONWriter)
}
