package import Metrics

extension PrometheusRegistry: MetricsFactory {
  /// Makes swift-metrics use this registry, for the rest of the process. Once per process; tests do
  /// without.
  package func bootstrap() { MetricsSystem.bootstrap(self) }

  package func makeCounter(
    label: String, dimensions: [(String, String)]
  ) -> any CounterHandler {
    number(metric(label, .counter), dimensions)
  }

  package func makeFloatingPointCounter(
    label: String, dimensions: [(String, String)]
  ) -> any FloatingPointCounterHandler {
    number(metric(label, .counter), dimensions)
  }

  package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    number(metric(label, .gauge), dimensions)
  }

  /// A recorder that does not aggregate is what swift-metrics makes of a `Gauge`.
  package func makeRecorder(
    label: String, dimensions: [(String, String)], aggregate: Bool
  ) -> any RecorderHandler {
    if aggregate { return histogram(metric(label, .histogram), dimensions) }
    return number(metric(label, .gauge), dimensions)
  }

  package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    histogram(metric(label, .histogram), dimensions)
  }

  package func destroyCounter(_ handler: any CounterHandler) { forget(handler) }
  package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {
    forget(handler)
  }
  package func destroyMeter(_ handler: any MeterHandler) { forget(handler) }
  package func destroyRecorder(_ handler: any RecorderHandler) { forget(handler) }
  package func destroyTimer(_ handler: any TimerHandler) { forget(handler) }
}
