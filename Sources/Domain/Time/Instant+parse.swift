extension Instant {
  /// Reads a date and time of RFC 3339 (section 5.6) with any offset. A fraction has one to nine
  /// digits, of which those after the sixth are dropped. A leap second is taken where there can be
  /// one, before midnight UTC at the end of a month, and is the first second of the next day, as on
  /// any POSIX clock. Nil for anything else, for a date or time that does not exist, and for a
  /// moment that lies outside of the years 0001 to 9999 in UTC.
  package init?(rfc3339 text: some StringProtocol) {
    var reader = Reader(bytes: Array(text.utf8))
    guard let date = reader.date(), reader.skip("T", or: "t"), let time = reader.time(),
      let offset = reader.offset(), reader.isAtEnd
    else { return nil }
    let seconds = date.daysSinceEpoch * 86_400 + time.seconds - offset
    if time.isLeapSecond {
      // The first second of the day after: see above.
      guard seconds % 86_400 == 0, CivilDate(daysSinceEpoch: seconds / 86_400).day == 1
      else { return nil }
    }
    // 0001-01-01T00:00:00Z and 10000-01-01T00:00:00Z.
    guard (-62_135_596_800..<253_402_300_800).contains(seconds) else { return nil }
    self.init(microseconds: Int64(seconds) * 1_000_000 + Int64(time.microseconds))
  }
}

/// What is left to read of a date and time.
private struct Reader {
  let bytes: [UInt8]
  var position = 0

  var isAtEnd: Bool { position == bytes.count }

  mutating func date() -> CivilDate? {
    guard let year = number(digits: 4), skip("-"), let month = number(digits: 2), skip("-"),
      let day = number(digits: 2)
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }

  mutating func time() -> (seconds: Int, microseconds: Int, isLeapSecond: Bool)? {
    guard let hour = number(digits: 2), hour <= 23, skip(":"),
      let minute = number(digits: 2), minute <= 59, skip(":"),
      let second = number(digits: 2), second <= 60, let microseconds = fraction()
    else { return nil }
    return (hour * 3_600 + minute * 60 + second, microseconds, second == 60)
  }

  /// Seconds east of UTC.
  mutating func offset() -> Int? {
    if skip("Z", or: "z") { return 0 }
    let isWest = skip("-")
    guard isWest || skip("+"), let hour = number(digits: 2), hour <= 23, skip(":"),
      let minute = number(digits: 2), minute <= 59
    else { return nil }
    let seconds = hour * 3_600 + minute * 60
    return isWest ? -seconds : seconds
  }

  /// Microseconds; 0 where there is no fraction, nil where there is a bad one.
  private mutating func fraction() -> Int? {
    guard skip(".") else { return 0 }
    var microseconds = 0
    var digits = 0
    while let digit = digit() {
      digits += 1
      if digits <= 6 { microseconds = microseconds * 10 + digit }
    }
    guard (1...9).contains(digits) else { return nil }
    for _ in stride(from: digits, to: 6, by: 1) { microseconds *= 10 }
    return microseconds
  }

  private mutating func number(digits: Int) -> Int? {
    var number = 0
    for _ in 0..<digits {
      guard let digit = digit() else { return nil }
      number = number * 10 + digit
    }
    return number
  }

  private mutating func digit() -> Int? {
    guard !isAtEnd, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position])
    else { return nil }
    defer { position += 1 }
    return Int(bytes[position] - UInt8(ascii: "0"))
  }

  mutating func skip(_ character: Unicode.Scalar, or other: Unicode.Scalar? = nil) -> Bool {
    guard !isAtEnd else { return false }
    let next = Unicode.Scalar(bytes[position])
    guard next == character || next == other else { return false }
    position += 1
    return true
  }
}
