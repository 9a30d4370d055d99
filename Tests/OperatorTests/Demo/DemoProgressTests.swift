import Domain
import Operator
import Testing

@Suite struct DemoProgressTests {
  private let progress = DemoProgress(
    at: Instant(microseconds: 1_780_000_000_000_000), fraction: 0.43, tickets: 3_210,
    incidents: 122)

  @Test func `the line says what day it is, and how much there is`() {
    #expect(progress.line == " 43 %  2026-05-28  3,210 tickets  122 incidents")
    #expect(
      progress.line(width: 70)
        == "[#######-----------]   43 %  2026-05-28  3,210 tickets  122 incidents")
  }

  @Test(arguments: 0...100)
  func `the line never reaches the last column`(width: Int) {
    #expect(progress.line(width: width).count <= max(0, width - 1))
  }
}
