import Metrics
import Testing

@testable import Web

struct PrometheusRegistryTests {
  @Test func `a registry writes HELP, TYPE and samples, sorted by name and labels`() {
    let registry = PrometheusRegistry()
    registry.number(.relayDead).set(Int64(2))
    let counter = Metric("a_total", .counter, "Counts \\ and\nbreaks \"nothing\".")
    registry.number(counter, ["b": "2"]).add(1.5)
    registry.number(counter, ["b": "1"]).add(1)
    registry.number(counter, ["b": "1"]).add(1)
    #expect(
      registry.text == #"""
        # HELP a_total Counts \\ and\nbreaks "nothing".
        # TYPE a_total counter
        a_total{b="1"} 2
        a_total{b="2"} 1.5
        # HELP firstline_relay_dead Escalations that failed too often and wait for a person.
        # TYPE firstline_relay_dead gauge
        firstline_relay_dead 2

        """#)
  }

  @Test func `a label's value cannot break out of its quotes`() {
    let registry = PrometheusRegistry()
    registry.number(Metric("m", .gauge, ""), ["l": "a\"} 1\nb\\"]).set(1.0)
    #expect(registry.text == "# TYPE m gauge\nm{l=\"a\\\"} 1\\nb\\\\\"} 1\n")
  }

  @Test func `the order of labels makes no other series`() {
    let registry = PrometheusRegistry()
    let metric = Metric("m", .counter, "")
    registry.number(metric, ["a": "1", "b": "2"]).add(1)
    registry.number(metric, ["b": "2", "a": "1"]).add(1)
    #expect(registry.text == "# TYPE m counter\nm{a=\"1\",b=\"2\"} 2\n")
  }

  @Test(arguments: [
    (0.0, "0"), (-3, "-3"), (0.25, "0.25"), (1e15, "1000000000000000"), (1e300, "1e+300"),
    (.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"),
  ])
  func `a number is written as Prometheus reads it`(value: Double, text: String) {
    let registry = PrometheusRegistry()
    registry.number(Metric("m", .gauge, "")).set(value)
    #expect(registry.text == "# TYPE m gauge\nm \(text)\n")
  }

  @Test func `a histogram counts an observation in every bucket that it fits into`() {
    let registry = PrometheusRegistry()
    let histogram = registry.histogram(
      Metric("m", .histogram, "", buckets: [0.5, 2]), ["l": "x"])
    for value in [0.5, 1, 2, 3, .nan] { histogram.observe(value) }
    #expect(
      registry.text == """
        # TYPE m histogram
        m_bucket{l="x",le="0.5"} 1
        m_bucket{l="x",le="2"} 3
        m_bucket{l="x",le="+Inf"} 4
        m_sum{l="x"} 6.5
        m_count{l="x"} 4

        """)
  }

  @Test func `what swift-metrics is told is written, times in seconds`() {
    let registry = PrometheusRegistry()
    let labels = [("kind", "x")]
    Counter(label: "made.things", dimensions: labels, factory: registry).increment(by: 3)
    FloatingPointCounter(label: "weighed", factory: registry).increment(by: 0.5)
    Gauge(label: "1st", factory: registry).record(7)
    let meter = Meter(label: "level", factory: registry)
    meter.set(5)
    meter.decrement(by: 1.5)
    Timer(label: "firstline_escalation_lag_seconds", factory: registry).recordMilliseconds(250)
    Recorder(label: "size", factory: registry).record(3)
    let text = registry.text
    #expect(text.contains("# TYPE made_things counter\nmade_things{kind=\"x\"} 3\n"))
    #expect(text.contains("# TYPE weighed counter\nweighed 0.5\n"))
    #expect(text.contains("# TYPE _1st gauge\n_1st 7\n"))
    #expect(text.contains("# TYPE level gauge\nlevel 3.5\n"))
    #expect(text.contains("\nfirstline_escalation_lag_seconds_bucket{le=\"0.25\"} 1\n"))
    #expect(text.contains("\nfirstline_escalation_lag_seconds_bucket{le=\"0.1\"} 0\n"))
    #expect(text.contains("\nfirstline_escalation_lag_seconds_bucket{le=\"3600\"} 1\n"))
    #expect(text.contains("\nfirstline_escalation_lag_seconds_sum 0.25\n"))
    #expect(text.contains("# HELP firstline_escalation_lag_seconds Time from"))
    #expect(text.contains("# TYPE size histogram\n"))
  }

  @Test func `a destroyed metric is not written any more`() {
    let registry = PrometheusRegistry()
    let counter = Counter(label: "a", dimensions: [("l", "1")], factory: registry)
    Counter(label: "a", dimensions: [("l", "2")], factory: registry).increment()
    counter.destroy()
    #expect(registry.text == "# TYPE a counter\na{l=\"2\"} 1\n")
  }

  @Test func `a name that is taken for a second kind keeps the first`() {
    let registry = PrometheusRegistry()
    Counter(label: "m", factory: registry).increment()
    Timer(label: "m", factory: registry).recordSeconds(1)
    Gauge(label: "m", factory: registry).record(9)
    #expect(registry.text == "# TYPE m counter\nm 1\n")
  }

  @Test func `a state is 1 for itself and 0 for the others`() {
    let registry = PrometheusRegistry()
    let states = ["listening", "polling"]
    registry.setState(.listenerMode, "mode", to: "polling", of: states)
    registry.setState(.listenerMode, "mode", to: "listening", of: states)
    #expect(
      registry.text.hasSuffix(
        """
        firstline_listener_mode{mode="listening"} 1
        firstline_listener_mode{mode="polling"} 0

        """))
  }

  @Test func `threads that count at the same time lose nothing`() async {
    let registry = PrometheusRegistry()
    let histogram = Metric("h", .histogram, "", buckets: [1])
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<5_000 {
            registry.number(.relayBacklog).add(1)
            registry.histogram(histogram).observe(1)
          }
        }
      }
    }
    #expect(registry.number(.relayBacklog).value == 40_000)
    #expect(registry.histogram(histogram).current == .init(counts: [40_000, 0], sum: 40_000))
  }

  @Test func `collectors are asked before every exposition`() async {
    let registry = PrometheusRegistry()
    registry.beforeExposition { $0.number(.relayBacklog).add(1) }
    _ = await registry.exposition()
    #expect(await registry.exposition().contains("\nfirstline_relay_backlog 2\n"))
  }

  @Test func `a collector that hangs holds nothing up`() async {
    let registry = PrometheusRegistry()
    let hanging = Hanging()
    registry.number(.relayBacklog).set(Int64(1))
    registry.beforeExposition { _ in await hanging.wait() }
    registry.beforeExposition { $0.number(.relayDead).set(Int64(5)) }
    let text = await registry.exposition(timeLimit: .milliseconds(20))
    #expect(text.contains("\nfirstline_relay_backlog 1\n"))
    #expect(text.contains("\nfirstline_relay_dead 5\n"))
    hanging.end()
  }
}
