/// Why a row of a file cannot become a request.
package enum RowFault: Error, Hashable, Sendable {
  /// A quoted field is not closed before the file ends.
  case unclosedQuote
  /// Something other than a comma or the end of the line follows a closing quote.
  case textAfterQuote
  /// The row is longer than `limit` bytes.
  case tooLong(limit: Int)
  /// The row has not as many fields as the row of column names.
  case ragged(expected: Int, found: Int)
  /// The row is not UTF-8.
  case invalidUTF8
  /// The line is not JSON.
  case invalidJSON
  /// The line is JSON but not an object.
  case notAnObject
  /// The object does not have the field.
  case missingField(String)
  /// The field is not a string.
  case notAString(String)

  /// A stable name, in the manner of the violations that the API answers.
  package var code: String {
    switch self {
    case .unclosedQuote: "unclosed_quote"
    case .textAfterQuote: "text_after_quote"
    case .tooLong: "row_too_long"
    case .ragged: "ragged_row"
    case .invalidUTF8: "invalid_utf8"
    case .invalidJSON: "invalid_json"
    case .notAnObject: "not_an_object"
    case .missingField: "missing_field"
    case .notAString: "wrong_type"
    }
  }

  /// One sentence for a person.
  package var detail: String {
    switch self {
    case .unclosedQuote:
      "A quote is opened here and never closed: the rest of the file was read as one field."
    case .textAfterQuote: "Text follows a closing quote; a quote in a quoted field is doubled."
    case .tooLong(let limit): "The row is longer than \(limit) bytes."
    case .ragged(let expected, let found):
      "The file has \(expected) columns, this row has \(found)."
    case .invalidUTF8: "The row is not valid UTF-8."
    case .invalidJSON: "The line is not valid JSON."
    case .notAnObject: "The line is not a JSON object."
    case .missingField(let name): "The object has no field \"\(name)\"."
    case .notAString(let name): "The field \"\(name)\" is not a string."
    }
  }
}
