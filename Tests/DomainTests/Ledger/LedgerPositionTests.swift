import Domain
import Testing

@Suite struct LedgerPositionTests {
  @Test(arguments: [
    LedgerPosition.start, LedgerPosition(transaction: 771, id: 12),
    LedgerPosition(transaction: .max, id: .max),
  ])
  func `a place is read as it was written`(position: LedgerPosition) {
    #expect(LedgerPosition(position.description) == position)
    #expect(position.description.split(whereSeparator: \.isNewline).count == 1)
  }

  @Test(arguments: [
    "", "-", "771", "771-", "-12", "771--12", "771-12-1", "+771-12", "771-+12", "0771-12",
    "771-012", "771 -12", " 771-12", "771-12\n", "x-12", "18446744073709551616-1",
    "1-9223372036854775808", "٧-1",
  ])
  func `nothing else is a place`(text: String) {
    #expect(LedgerPosition(text) == nil)
  }

  @Test func `a later transaction comes later, whatever the numbers of its events`() {
    let order = [(1, 9), (2, 1), (2, 2), (10, 0), (10, 3)].map {
      LedgerPosition(transaction: $0.0, id: $0.1)
    }
    #expect(order.shuffled().sorted() == order)
  }
}
