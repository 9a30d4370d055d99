import Foundation

@testable import Postgres

extension InputProperty {
  /// What is sent as a parameter says, read as PostgreSQL reads it, what was bound: arrays of every
  /// type that is sent, with NULLs, and plain values between them.
  static let arrays = InputProperty("arrays") { input in
    var source = ByteSource(input)
    var sent = SentParameters()
    while !source.isEmpty {
      switch source.byte() % 8 {
      case 0: try sent.bind(source.elements { $0.integer(Int64.self) })
      case 1: try sent.bind(source.elements { $0.integer(Int32.self) })
      case 2: try sent.bind(source.elements { $0.byte() % 2 == 1 })
      case 3: try sent.bind(source.elements { $0.text() })
      case 4: try sent.bind(source.elements { Double(bitPattern: $0.integer()) })
      case 5: try sent.bind(source.elements { Timestamp(microseconds: $0.integer()) })
      case 6: try sent.bind(source.elements { JSONText($0.text()) })
      default: try sent.bind(source.text())
      }
    }
    try sent.check()
  }
}

/// The parameters of a query, and what the server should find in each.
private struct SentParameters {
  private var parameters = Parameters()
  private var expected: [[UInt8]] = []

  mutating func bind(_ text: String) throws {
    parameters.append(text)
    expected.append(Array(text.utf8))
  }

  mutating func bind<Element: ReferenceElement>(_ elements: [Element?]) throws {
    parameters.append(elements)
    var encoded: [UInt8] = []
    elements.encode(into: &encoded)
    expected.append(encoded)
    let read = try ReceivedArray(encoded)
    try claim("the elements are \(Element.typeID)", read.typeID == Element.typeID.rawValue)
    let isSame = read.elements.elementsEqual(elements) { bytes, element in
      guard let bytes, let element else { return bytes == nil && element == nil }
      return element.isSent(as: bytes)
    }
    try claim("\(elements) arrives as it was bound", isSame)
    try claim(
      "NULL is announced where it is", read.hasNull == elements.contains { $0 == nil })
  }

  /// Follows the pointers that libpq is given.
  func check() throws {
    try parameters.withPointers { values, lengths, formats in
      try claim("all are binary", formats.allSatisfy { $0 == 1 })
      try claim("all are there", values.count == expected.count && lengths.count == values.count)
      for (index, bytes) in expected.enumerated() {
        let sent = UnsafeRawBufferPointer(start: values[index], count: Int(lengths[index]))
        try claim("\(index) is not NULL", values[index] != nil)
        try claim("\(index) lies where its pointer says", sent.elementsEqual(bytes))
      }
    }
  }
}

/// An array as `array_recv` reads it (`src/backend/utils/adt/arrayfuncs.c`), with one dimension.
private struct ReceivedArray {
  let hasNull: Bool
  let typeID: UInt32
  var elements: [[UInt8]?] = []

  init(_ bytes: [UInt8]) throws {
    var source = ByteSource(bytes)
    var left = bytes.count - 12
    let dimensions = source.integer(Int32.self)
    try claim("an array has one dimension, or none", 0...1 ~= dimensions)
    let flags = source.integer(Int32.self)
    try claim("its flags are 0 or 1", 0...1 ~= flags)
    (hasNull, typeID) = (flags == 1, source.integer())
    if dimensions == 1 {
      let count = source.integer(Int32.self)
      try claim("its lower bound is 1", source.integer(Int32.self) == 1)
      left -= 8
      for _ in 0..<count {
        let length = Int(source.integer(Int32.self))
        left -= 4 + max(0, length)
        try claim("an element lies within the value", length >= -1 && left >= 0)
        elements.append(length == -1 ? nil : (0..<length).map { _ in source.byte() })
      }
    }
    try claim("nothing follows the last element", left == 0)
  }
}

/// A type whose binary format is written down here once more.
private protocol ReferenceElement: Bindable {
  func isSent(as bytes: [UInt8]) -> Bool
}

/// Network byte order (`pq_sendint64`).
private func number<Number: FixedWidthInteger>(_ bytes: [UInt8]) -> Number? {
  guard bytes.count == MemoryLayout<Number>.size else { return nil }
  return bytes.reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
}

extension Int64: ReferenceElement {
  fileprivate func isSent(as bytes: [UInt8]) -> Bool { number(bytes) == self }
}

extension Int32: ReferenceElement {
  fileprivate func isSent(as bytes: [UInt8]) -> Bool { number(bytes) == self }
}

extension Bool: ReferenceElement {
  fileprivate func isSent(as bytes: [UInt8]) -> Bool { bytes == [self ? 1 : 0] }
}

extension String: ReferenceElement {
  fileprivate func isSent(as bytes: [UInt8]) -> Bool { utf8.elementsEqual(bytes) }
}

extension Double: ReferenceElement {
  fileprivate func isSent(as bytes: [UInt8]) -> Bool { number(bytes) == bitPattern }
}

extension JSONText: ReferenceElement {
  fileprivate func isSent(as bytes: [UInt8]) -> Bool { bytes == [1] + Array(text.utf8) }
}

extension Timestamp: ReferenceElement {
  /// Microseconds since 2000; what the type cannot hold is a time that the server refuses, and
  /// never one of the two that mean infinity.
  fileprivate func isSent(as bytes: [UInt8]) -> Bool {
    guard let count: Int64 = number(bytes), count != .min, count != .max else { return false }
    let (unix, isTooLarge) = count.addingReportingOverflow(946_684_800_000_000)
    return unix == microseconds && !isTooLarge || count == .min + 1
  }
}
