import Postgres
import Testing

@testable import Operator

/// What people read on a terminal.
struct ReportTableTests {
  @Test func `columns stand side by side, numbers to the right, durations in words`() {
    let lines = ReportTable.lines(
      ["day", "severity", "n", "mean_seconds", "reopen_ratio"],
      [
        [.day(20_605), .text("all"), .integer(12), .number(183_601.2), .number(0.666_666_6)],
        [.day(20_606), .text("high\n\tx"), .integer(0), .null, .null],
      ])
    #expect(
      lines == [
        "day         severity   n  mean_seconds  reopen_ratio",
        "2026-06-01  all       12         2d 3h         0.667",
        "2026-06-02  high  x    0             -             -",
      ])
  }

  @Test func `what a metric is of decides whether its figures are durations`() {
    let row = { (metric: String, unit: String) -> [ColumnValue] in
      [
        .instant(Timestamp(microseconds: 1_780_272_000_000_000)), .text(metric), .text(unit),
        .integer(90), .number(90), .null,
      ]
    }
    let lines = ReportTable.lines(
      ["bucket_start", "metric", "unit", "n", "value", "mean"],
      [row("mtta", "seconds"), row("tickets_created", "tickets")])
    #expect(
      lines == [
        "bucket_start       metric           unit      n   value  mean",
        "2026-06-01 00:00Z  mtta             seconds  90  1m 30s  -",
        "2026-06-01 00:00Z  tickets_created  tickets  90      90  -",
      ])
  }

  @Test(arguments: [
    (0.0, "0s"), (0.123_456, "0.123s"), (59.4, "59.4s"), (60, "1m"), (119.6, "2m"), (3_600, "1h"),
    (3_661, "1h 1m"), (86_399.9, "1d"), (90_061, "1d 1h"), (31_536_000, "365d"),
  ])
  func `a duration has its two largest units`(seconds: Double, words: String) {
    let lines = ReportTable.lines(["mean_seconds"], [[.number(seconds)]])
    #expect(lines.last?.trimmingPrefix { $0 == " " } == words[...])
  }
}
