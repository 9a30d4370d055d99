/// A piece of SQL with its parameters, written as one string.
///
/// ```swift
/// let query: Query = "SELECT title FROM intake.tickets WHERE id = \(id)"
/// ```
///
/// Interpolation binds: `\(id)` becomes `$1` and the value travels beside the text. The one way to
/// put text into the SQL itself is called `unsafe`; another query can be spliced in whole, its
/// parameters renumbered.
package struct Query: ExpressibleByStringInterpolation, Sendable {
  /// The text before, between and after the parameters: always one more than there are of these.
  private(set) var texts: [String]
  private(set) var parameters: Parameters

  package init(stringLiteral value: String) {
    texts = [value]
    parameters = Parameters()
  }

  package init(stringInterpolation interpolation: StringInterpolation) {
    texts = interpolation.texts
    parameters = interpolation.parameters
  }

  /// The SQL with `$1`, `$2` … where values stood. Put together when it is asked for: most queries
  /// are spliced into others and never sent by themselves.
  package var sql: String {
    var sql = texts[0]
    for (index, text) in texts.enumerated().dropFirst() {
      sql += "$"
      sql += String(index)
      sql += text
    }
    return sql
  }

  /// Collects the texts and the values of an interpolated literal.
  package struct StringInterpolation: StringInterpolationProtocol, Sendable {
    var texts: [String]
    var parameters = Parameters()

    package init(literalCapacity: Int, interpolationCount: Int) {
      texts = [""]
      texts.reserveCapacity(interpolationCount + 1)
    }

    package mutating func appendLiteral(_ literal: String) {
      texts[texts.count - 1] += literal
    }

    /// Binds a value.
    package mutating func appendInterpolation<Value: Bindable>(_ value: Value) {
      parameters.append(value)
      texts.append("")
    }

    /// Binds a value or NULL.
    package mutating func appendInterpolation<Value: Bindable>(_ value: Value?) {
      parameters.append(value)
      texts.append("")
    }

    /// Splices SQL text in as it is. Only for names that stand in our own code, never for input.
    package mutating func appendInterpolation(unsafe text: String) {
      appendLiteral(text)
    }

    /// Splices another query in, its parameters behind those that are there already.
    package mutating func appendInterpolation(_ query: Query) {
      appendLiteral(query.texts[0])
      texts += query.texts.dropFirst()
      parameters.append(contentsOf: query.parameters)
    }
  }
}

extension Query {
  /// Joins conditions by `AND`; no condition at all is `TRUE`.
  package static func all(_ conditions: [Query]) -> Query {
    guard let first = conditions.first else { return "TRUE" }
    var joined = StringInterpolation(literalCapacity: 0, interpolationCount: conditions.count)
    joined.appendInterpolation(first)
    for condition in conditions.dropFirst() {
      joined.appendLiteral("\n  AND ")
      joined.appendInterpolation(condition)
    }
    return Query(stringInterpolation: joined)
  }
}
