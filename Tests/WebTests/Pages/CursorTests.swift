import Domain
import Foundation
import Testing

@testable import Web

struct CursorTests {
  private let cursor = Cursor(at: Instant(microseconds: 1_763_910_578_123_456), id: 42)

  @Test(
    arguments: [
      (1_763_910_578_123_456, 42), (0, 1), (-1, Int64.max), (-62_135_596_800_000_000, 7),
      (253_402_300_799_999_999, 7),
    ] as [(Int64, Int64)])
  func `a cursor comes back as it went out`(microseconds: Int64, id: Int64) {
    let cursor = Cursor(at: Instant(microseconds: microseconds), id: id)
    let text = cursor.text(for: "/tickets?status=open")
    #expect(text.utf8.count == 28)
    #expect(Cursor(text: text, for: "/tickets?status=open") == cursor)
  }

  @Test func `its form is the same in every process and release`() {
    #expect(cursor.text(for: "/tickets") == "AQAGRERvbLLAAAAAAAAAACq8qDeD")
  }

  @Test(arguments: ["", "/tickets?status=closed", "/tickets", "/incidents?status=open"])
  func `a cursor of another list is refused`(list: String) {
    let text = cursor.text(for: "/tickets?status=open")
    #expect(Cursor(text: text, for: list) == nil)
  }

  @Test func `a cursor with any bit changed is refused`() throws {
    let text = cursor.text(for: "/tickets")
    let standard = text.replacing("-", with: "+").replacing("_", with: "/")
    let bytes = try #require(Data(base64Encoded: standard))
    for bit in 0..<bytes.count * 8 {
      var edited = bytes
      edited[bit / 8] ^= 1 << (bit % 8)
      let text = edited.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
      #expect(Cursor(text: text, for: "/tickets") == nil)
    }
  }

  @Test(arguments: [
    "", "x", "AAAA", "                            ", "AQAGRERvbLLAAAAAAAAAACq8qDeD=",
    "AQAGRERvbLLAAAAAAAAAACq8qDe",
  ])
  func `what is no cursor is refused`(text: String) {
    #expect(Cursor(text: text, for: "/tickets") == nil)
  }

  @Test(
    arguments: [(253_402_300_800_000_000, 1), (Int64.min, 1), (0, 0), (0, -1)] as [(Int64, Int64)])
  func `a position that no row has is refused even with a right checksum`(
    microseconds: Int64, id: Int64
  ) {
    let forged = Cursor(at: Instant(microseconds: microseconds), id: id)
    #expect(Cursor(text: forged.text(for: "/tickets"), for: "/tickets") == nil)
  }
}
