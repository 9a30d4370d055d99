import Foundation

/// What Linux says about this process. Elsewhere there is no `/proc` and nothing is set.
/// Source of the fields: proc(5), `/proc/[pid]/stat` and `/proc/stat`.
package enum ProcessMetrics {
  /// Sets the metrics `process_...` of a registry: a collector.
  @Sendable package static func collect(into registry: PrometheusRegistry) async {
    if let stat = read("/proc/self/stat") {
      // The second field is the name in parentheses and may hold anything; the third follows the
      // last one.
      let fields = stat[(stat.lastIndex(of: ")") ?? stat.startIndex)...].split(separator: " ")
      set(registry, fields.dropFirst().map { Double($0) ?? 0 })
    }
    if let files = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
      registry.number(.openFiles).set(Double(files.count))
    }
  }

  /// - Parameter fields: from the third field of `/proc/self/stat` on.
  private static func set(_ registry: PrometheusRegistry, _ fields: [Double]) {
    guard fields.count > 21 else { return }
    let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
    registry.number(.processorTime).set((fields[11] + fields[12]) / ticks)
    registry.number(.virtualMemory).set(fields[20])
    registry.number(.residentMemory).set(fields[21] * Double(sysconf(Int32(_SC_PAGESIZE))))
    if let boot = bootTime { registry.number(.startTime).set(boot + fields[19] / ticks) }
  }

  /// When the machine started, in seconds since 1970.
  private static let bootTime: Double? = read("/proc/stat")?.split(separator: "\n")
    .first { $0.hasPrefix("btime ") }.flatMap { Double($0.dropFirst("btime ".count)) }

  private static func read(_ path: String) -> String? {
    try? String(contentsOfFile: path, encoding: .utf8)
  }
}
