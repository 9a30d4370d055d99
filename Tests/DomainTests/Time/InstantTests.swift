import Domain
import Foundation
import SeededTesting
import Testing

@Suite struct InstantTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0),
    ("1970-01-01T00:00:00.000001Z", 1),
    ("1969-12-31T23:59:59.999999Z", -1),
    ("2026-11-23T15:09:38.123456Z", 1_795_446_578_123_456),
    ("2026-11-23t15:09:38.123456z", 1_795_446_578_123_456),
    ("2026-11-23T16:09:38.123456+01:00", 1_795_446_578_123_456),
    ("2026-11-23T09:39:38.123456-05:30", 1_795_446_578_123_456),
    ("2026-11-23T15:09:38.123456-00:00", 1_795_446_578_123_456),
    ("2026-11-24T15:08:38.123456+23:59", 1_795_446_578_123_456),
    ("2026-11-23T15:09:38.1Z", 1_795_446_578_100_000),
    ("2026-11-23T15:09:38.123456789Z", 1_795_446_578_123_456),
    ("2026-11-23T15:09:38.999999999Z", 1_795_446_578_999_999),
    ("2000-02-29T00:00:00Z", 951_782_400_000_000),
    ("2016-12-31T23:59:60Z", 1_483_228_800_000_000),
    ("2017-01-01T00:59:60.5+01:00", 1_483_228_800_500_000),
    ("0001-01-01T00:00:00Z", -62_135_596_800_000_000),
    ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999),
  ])
  func `a time of RFC 3339 is read to the microsecond`(text: String, microseconds: Int64) {
    #expect(Instant(rfc3339: text)?.microseconds == microseconds)
  }

  @Test(arguments: [
    "", "now", "2026-11-23", "2026-11-23T15:09:38", "2026-11-23 15:09:38Z", "2026-11-23T15:09Z",
    "2026-11-23T15:09:38.Z", "2026-11-23T15:09:38.1234567890Z", "2026-11-23T15:09:38,1Z",
    "2026-11-23T15:09:38ZZ", " 2026-11-23T15:09:38Z", "2026-11-23T15:09:38Z ",
    "2026-11-23T15:09:38+01", "2026-11-23T15:09:38+0100", "2026-11-23T15:09:38+24:00",
    "2026-11-23T15:09:38+01:60", "2026-11-23T24:00:00Z", "2026-11-23T15:60:00Z",
    "2026-11-23T15:09:61Z", "2026-11-23T15:09:60Z", "2026-11-23T23:59:60Z",
    "2016-12-31T23:59:60+01:00", "2026-00-01T00:00:00Z", "2026-13-01T00:00:00Z",
    "2026-01-00T00:00:00Z", "2026-01-32T00:00:00Z", "2026-04-31T00:00:00Z",
    "2026-06-31T00:00:00Z", "2026-09-31T00:00:00Z", "2026-11-31T00:00:00Z",
    "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "26-11-23T15:09:38Z",
    "+2026-11-23T15:09:38Z", "2026-1-23T15:09:38Z", "0000-12-31T23:59:59Z",
    "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "9999-12-31T23:59:60Z",
    "２026-11-23T15:09:38Z", "2026-11-23T15:09:38−01:00",
  ])
  func `anything else, and a time that does not exist, is refused`(text: String) {
    #expect(Instant(rfc3339: text) == nil)
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00.000000Z"),
    (-1, "1969-12-31T23:59:59.999999Z"),
    (1_795_446_578_123_456, "2026-11-23T15:09:38.123456Z"),
    (1_795_446_578_000_000, "2026-11-23T15:09:38.000000Z"),
    (-62_135_596_800_000_000, "0001-01-01T00:00:00.000000Z"),
    (253_402_300_799_999_999, "9999-12-31T23:59:59.999999Z"),
    (253_402_300_800_000_000, "+10000-01-01T00:00:00.000000Z"),
    (-62_135_596_800_000_001, "+00000-12-31T23:59:59.999999Z"),
    (.max, "+294247-01-10T04:00:54.775807Z"),
    (.min, "-290308-12-21T19:59:05.224192Z"),
  ])
  func `a time is written in UTC with six digits`(microseconds: Int64, text: String) {
    let instant = Instant(microseconds: microseconds)
    var bytes = Array("at ".utf8)
    instant.append(to: &bytes)
    #expect(instant.description == text)
    #expect(String(decoding: bytes, as: UTF8.self) == "at " + text)
  }

  @Test func `what is written is read back as the same time`() {
    var generator = SeededGenerator(seed: 3339)
    for _ in 0..<20_000 {
      let microseconds = Int64.random(
        in: -62_135_596_800_000_000...253_402_300_799_999_999, using: &generator)
      let instant = Instant(microseconds: microseconds)
      #expect(Instant(rfc3339: instant.description) == instant)
    }
  }

  @Test func `each month of ten centuries begins when Foundation says so`() throws {
    var calendar = Foundation.Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    for month in 0..<12_000 {
      let year = 1600 + month / 12
      let date = calendar.date(from: DateComponents(year: year, month: month % 12 + 1, day: 1))
      let seconds = Int64(try #require(date).timeIntervalSince1970)
      let lastMoment = Instant(microseconds: seconds * 1_000_000 - 1)
      let instant = Instant(microseconds: seconds * 1_000_000)
      let day = calendar.component(.day, from: try #require(date).addingTimeInterval(-1))
      let text = instant.description
      #expect(text.hasPrefix("\(year)-") && text.hasSuffix("-01T00:00:00.000000Z"))
      #expect(text.dropFirst(5).prefix(2) == (month % 12 < 9 ? "0" : "") + "\(month % 12 + 1)")
      #expect(lastMoment.description.dropFirst(8).hasPrefix("\(day)T23:59:59.999999Z"))
    }
  }

  @Test func `times are compared, moved and subtracted`() {
    let instant = Instant(microseconds: 1_000_000)
    #expect(instant < instant + .microseconds(1))
    #expect(instant + .milliseconds(1500) == Instant(microseconds: 2_500_000))
    #expect(instant + .nanoseconds(1999) == Instant(microseconds: 1_000_001))
    #expect(instant - .seconds(2) == Instant(microseconds: -1_000_000))
    #expect(instant - Instant(microseconds: 3_000_001) == .microseconds(-2_000_001))
  }

  @Test func `now is what the machine's clock says`() {
    let before = Date().timeIntervalSince1970
    let now = Double(Instant.now().microseconds) / 1_000_000
    let after = Date().timeIntervalSince1970
    // `Date` is a `Double` and may be rounded by a fraction of a microsecond.
    #expect((before - 0.000_002...after + 0.000_002).contains(now))
  }
}
