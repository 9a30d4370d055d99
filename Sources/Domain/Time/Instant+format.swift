extension Instant: CustomStringConvertible {
  /// The moment as RFC 3339, always in UTC and with six digits: `2026-11-23T15:09:38.123456Z`. A
  /// year outside of 0001 to 9999 has no RFC 3339 form; it comes with its sign and all its digits.
  package var description: String {
    withRFC3339 { String(decoding: $0, as: UTF8.self) }
  }

  /// Appends `description` to `bytes` as ASCII, without making a string.
  package func append(to bytes: inout [UInt8]) {
    withRFC3339 { bytes.append(contentsOf: $0) }
  }

  /// Gives `body` the characters of `description` as ASCII; they are gone when it returns.
  package func withRFC3339<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    // 27 characters, and a sign and two more digits for the years that only PostgreSQL knows.
    try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 30) {
      buffer throws(Failure) in
      let count = write(into: buffer)
      return try body(UnsafeBufferPointer(rebasing: buffer[..<count]))
    }
  }

  private func write(into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
    var (days, timeOfDay) = microseconds.quotientAndRemainder(dividingBy: 86_400_000_000)
    if timeOfDay < 0 {
      days -= 1
      timeOfDay += 86_400_000_000
    }
    let date = CivilDate(daysSinceEpoch: Int(days))
    let (seconds, fraction) = Int(timeOfDay).quotientAndRemainder(dividingBy: 1_000_000)
    var text = Digits(buffer: buffer)
    if (1...9999).contains(date.year) {
      text.write(date.year, digits: 4)
    } else {
      text.write(date.year < 0 ? "-" : "+")
      text.write(abs(date.year), digits: abs(date.year) > 99_999 ? 6 : 5)
    }
    text.write("-")
    text.write(date.month, digits: 2)
    text.write("-")
    text.write(date.day, digits: 2)
    text.write("T")
    text.write(seconds / 3_600, digits: 2)
    text.write(":")
    text.write(seconds / 60 % 60, digits: 2)
    text.write(":")
    text.write(seconds % 60, digits: 2)
    text.write(".")
    text.write(fraction, digits: 6)
    text.write("Z")
    return text.count
  }
}

/// Writes numbers with leading zeros, and what stands between them, into a buffer.
private struct Digits {
  let buffer: UnsafeMutableBufferPointer<UInt8>
  var count = 0

  mutating func write(_ character: Unicode.Scalar) {
    buffer[count] = UInt8(ascii: character)
    count += 1
  }

  mutating func write(_ number: Int, digits: Int) {
    var rest = number
    for index in stride(from: count + digits - 1, through: count, by: -1) {
      buffer[index] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    }
    count += digits
  }
}
