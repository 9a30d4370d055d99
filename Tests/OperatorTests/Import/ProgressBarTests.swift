import Operator
import Testing

@Suite struct ProgressBarTests {
  private var bar: ProgressBar {
    var tally = Tally()
    tally.rows = 2_516
    tally.made = 2_400
    tally.alreadyThere = 70
    tally.refused = 30
    return ProgressBar(fraction: 0.425, tally: tally, elapsed: .seconds(2))
  }

  @Test(arguments: [
    (
      120,
      "[################----------------------]   42 %  2,500 rows  1,250/s  30 refused  "
        + "70 already there"
    ),
    (72, "[####-------]   42 %  2,500 rows  1,250/s  30 refused  70 already there"),
    (66, " 42 %  2,500 rows  1,250/s  30 refused  70 already there"),
    (50, " 42 %  2,500 rows  1,250/s  30 refused"),
    (30, " 42 %  2,500 rows  1,250/s"), (8, " 42 %"), (5, " 42 "), (1, ""), (0, ""),
  ])
  func `the line fits the terminal and drops what matters least`(width: Int, line: String) {
    #expect(bar.line(width: width) == line)
  }

  @Test(arguments: 0...200)
  func `the line never reaches the last column`(width: Int) {
    #expect(bar.line(width: width).count <= max(0, width - 1))
  }

  @Test(arguments: [(0.0, "[--------]    0 %"), (1.0, "[########]  100 %")])
  func `the bar begins empty and ends full`(fraction: Double, line: String) {
    let bar = ProgressBar(fraction: fraction, tally: Tally(), elapsed: .zero)
    #expect(bar.line(width: 31).hasPrefix(line))
  }

  @Test func `without a known end there is no bar`() {
    var bar = bar
    bar.fraction = nil
    #expect(bar.line(width: 30) == "2,500 rows  1,250/s")
  }
}
