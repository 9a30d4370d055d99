import Synchronization

/// Every metric of the process, and their text for Prometheus. As a `MetricsFactory` it is what
/// swift-metrics is bootstrapped with, once per process; a test uses one of its own.
package final class PrometheusRegistry: Sendable {
  /// Sets gauges just before they are read.
  package typealias Collector = @Sendable (PrometheusRegistry) async -> Void

  /// The series of one name.
  struct Family {
    let metric: Metric
    /// By the text of their labels, which identifies a series.
    var series: [String: Cell] = [:]
  }

  /// Where the numbers of one series are.
  enum Cell {
    case number(NumberCell)
    case histogram(HistogramCell)
  }

  private let families = Mutex<[String: Family]>([:])
  private let collectors = Mutex<[Collector]>([])
  private let known: [String: Metric]

  package init() {
    known = Dictionary(uniqueKeysWithValues: Metric.all.map { ($0.name, $0) })
  }

  /// The series of a counter or gauge with these labels, made where there is none yet. Keep it
  /// where it is asked for often.
  package func number(
    _ metric: Metric, _ labels: KeyValuePairs<String, String> = [:]
  ) -> NumberCell {
    number(metric, labels.map { ($0.key, $0.value) })
  }

  /// The series of a histogram with these labels, made where there is none yet.
  package func histogram(
    _ metric: Metric, _ labels: KeyValuePairs<String, String> = [:]
  ) -> HistogramCell {
    histogram(metric, labels.map { ($0.key, $0.value) })
  }

  /// Sets one gauge of several to 1 and the others to 0, by the value of a label: the way to show a
  /// state.
  package func setState(_ metric: Metric, _ label: String, to state: String, of states: [String]) {
    for other in states {
      number(metric, [label: other]).set(other == state ? 1.0 : 0.0)
    }
  }

  /// Calls `collector` before every exposition. It has to end in two seconds, or what it was about
  /// to set stays what it was.
  package func beforeExposition(_ collector: @escaping Collector) {
    collectors.withLock { $0.append(collector) }
  }

  /// What `GET /metrics` answers: the collectors are called, all at once, and everything is written
  /// out.
  package func exposition(timeLimit: Duration = .seconds(2)) async -> String {
    let collectors = collectors.withLock { $0 }
    await withTaskGroup(of: Void.self) { group in
      for collector in collectors {
        group.addTask {
          _ = await TimeLimit(timeLimit).result { [self] in await collector(self) }
        }
      }
    }
    return text
  }

  /// All metrics as they stand, without asking the collectors.
  package var text: String {
    let families = families.withLock { $0.values.sorted { $0.metric.name < $1.metric.name } }
    var text = ""
    for family in families { PrometheusText.append(family, to: &text) }
    return text
  }

  /// What is known of a name that swift-metrics is asked for.
  func metric(_ name: String, _ kind: Metric.Kind) -> Metric {
    let name = PrometheusText.name(name)
    return known[name] ?? Metric(name, kind, "")
  }

  func number(_ metric: Metric, _ labels: [(String, String)]) -> NumberCell {
    let cell = cell(metric, labels) { .number(NumberCell()) }
    guard case .number(let number) = cell else { return NumberCell() }
    return number
  }

  func histogram(_ metric: Metric, _ labels: [(String, String)]) -> HistogramCell {
    let cell = cell(metric, labels) { .histogram(HistogramCell(bounds: metric.buckets)) }
    guard case .histogram(let histogram) = cell else {
      return HistogramCell(bounds: metric.buckets)
    }
    return histogram
  }

  /// `nil` where the name is that of another kind: a library that takes a name for two things gets
  /// numbers that nobody sees, instead of ending the process.
  private func cell(
    _ metric: Metric, _ labels: [(String, String)], make: () -> Cell
  ) -> Cell? {
    let key = PrometheusText.labels(labels)
    return families.withLock { families in
      var family = families[metric.name] ?? Family(metric: metric)
      guard family.metric.kind == metric.kind else { return nil }
      if let cell = family.series[key] { return cell }
      let cell = make()
      family.series[key] = cell
      families[metric.name] = family
      return cell
    }
  }

  /// Forgets the series that `handler` is, so that it is not written any more.
  func forget(_ handler: AnyObject) {
    families.withLock { families in
      for (name, family) in families {
        for (key, cell) in family.series where cell.object === handler {
          families[name]?.series[key] = nil
        }
      }
    }
  }
}

extension PrometheusRegistry.Cell {
  var object: AnyObject {
    switch self {
    case .number(let cell): cell
    case .histogram(let cell): cell
    }
  }
}
