import Domain

extension InputProperty {
  /// What is read is passed on as a field that reads as the same; a field that is written by the
  /// specification is read.
  static let traceparent = InputProperty("traceparent") { input in
    let header = String(decoding: input, as: UTF8.self)
    if let trace = TraceParent(header: header) {
      try checkRead(trace)
      try claim("\(header) begins with its trace", header.dropFirst(3).hasPrefix(trace.traceIDText))
    }
    try checkWritten(input)
  }

  private static func checkRead(_ trace: TraceParent) throws {
    let text = trace.description
    try claim("\(text) has 55 characters", text.utf8.count == 55)
    try claim("\(text) reads as itself", TraceParent(header: text) == trace)
    let child = trace.child()
    try claim("\(child) is of the same trace", child.traceID == trace.traceID)
    try claim("\(child) can be read", TraceParent(header: child.description) == child)
  }

  private static func checkWritten(_ input: [UInt8]) throws {
    var source = ByteSource(input)
    let (version, flags) = (source.byte(), source.byte())
    let (trace, parent) = (source.integer(UInt128.self), source.integer(UInt64.self))
    let header = [
      hexadecimal(version, 2), hexadecimal(trace, 32), hexadecimal(parent, 16),
      hexadecimal(flags, 2),
    ].joined(separator: "-")
    let read = TraceParent(header: header)
    let isValid = version != 0xFF && trace != 0 && parent != 0
    try claim("\(header) is read where its ids are not 0", (read != nil) == isValid)
    try claim("\(header) has its trace", read.map { $0.traceID == trace } ?? true)
    try claim("\(header) has its step", read.map { $0.parentID == parent } ?? true)
    try claim("\(header) has the flags that we know", read.map { $0.flags == flags & 3 } ?? true)
    if let read { try checkRead(read) }
  }

  private static func hexadecimal(_ number: some FixedWidthInteger, _ length: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: length - digits.count) + digits
  }
}
