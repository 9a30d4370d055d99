/// The text format 0.0.4 of Prometheus.
/// Source: https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
enum PrometheusText {
  /// What `GET /metrics` says its body is.
  static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  /// A family with its HELP and TYPE, its series sorted by their labels.
  static func append(_ family: PrometheusRegistry.Family, to text: inout String) {
    let metric = family.metric
    if family.series.isEmpty { return }
    if !metric.help.isEmpty {
      text += "# HELP \(metric.name) \(escaped(metric.help, quotes: false))\n"
    }
    text += "# TYPE \(metric.name) \(metric.kind.rawValue)\n"
    for (labels, cell) in family.series.sorted(by: { $0.key < $1.key }) {
      switch cell {
      case .number(let cell): appendSample(metric.name, labels, number(cell.value), to: &text)
      case .histogram(let cell): append(metric, labels, cell.current, to: &text)
      }
    }
  }

  private static func append(
    _ metric: Metric, _ labels: String, _ totals: HistogramCell.Totals, to text: inout String
  ) {
    var count = 0
    let comma = labels.isEmpty ? "" : ","
    for (bound, observed) in zip(metric.buckets + [.infinity], totals.counts) {
      count += observed
      let all = "\(labels)\(comma)le=\"\(number(bound))\""
      appendSample("\(metric.name)_bucket", all, String(count), to: &text)
    }
    appendSample("\(metric.name)_sum", labels, number(totals.sum), to: &text)
    appendSample("\(metric.name)_count", labels, String(count), to: &text)
  }

  private static func appendSample(
    _ name: String, _ labels: String, _ value: String, to text: inout String
  ) {
    text += labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(labels)} \(value)\n"
  }

  /// Labels as they stand between braces, sorted by name: two orders of the same labels are the
  /// same series.
  static func labels(_ labels: [(String, String)]) -> String {
    labels.map { (Self.name($0.0), $0.1) }.sorted { $0.0 < $1.0 }
      .map { "\($0.0)=\"\(escaped($0.1, quotes: true))\"" }.joined(separator: ",")
  }

  /// A name of letters, digits and underscores, which is what a name may consist of; swift-metrics
  /// allows dots.
  static func name(_ name: String) -> String {
    var valid = name.unicodeScalars.map { scalar in
      scalar.isASCII && (scalar.properties.isAlphabetic || "0"..."9" ~= scalar)
        ? Character(scalar) : "_"
    }
    if let first = valid.first, first.isNumber { valid.insert("_", at: 0) }
    return String(valid)
  }

  /// Whole numbers without a decimal point, and the words that Prometheus has for the others.
  static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    return Int64(exactly: value).map { String($0) } ?? "\(value)"
  }

  private static func escaped(_ text: String, quotes: Bool) -> String {
    var escaped = ""
    for character in text.unicodeScalars {
      switch character {
      case "\\": escaped += "\\\\"
      case "\n": escaped += "\\n"
      case "\"" where quotes: escaped += "\\\""
      default: escaped.unicodeScalars.append(character)
      }
    }
    return escaped
  }
}
