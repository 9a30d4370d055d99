import Operator
import Testing

@Suite struct ChaosProgressTests {
  private let progress = ChaosProgress(
    round: 7, rounds: 20, kind: .killTicketService, sent: 1_234, answered: 1_230)

  @Test func `the line says where the run is`() {
    #expect(
      progress.line(width: 100)
        == "round 7/20  kill -9 of the ticket service  1,234 sent, 1,230 answered")
    var endless = progress
    endless.rounds = nil
    #expect(endless.line(width: 16) == "round 7  kill -")
  }

  @Test(arguments: 0...100)
  func `the line never reaches the last column`(width: Int) {
    #expect(progress.line(width: width).count <= max(0, width - 1))
  }

  @Test func `the line in a pipe says what the fault cost`() {
    let round = ChaosRound(
      kind: .killTicketService, gap: .milliseconds(217), settled: .milliseconds(1_232))
    #expect(
      progress.line(after: round)
        == "round 7/20  kill -9 of the ticket service: no 201 for 217 ms, settled in 1232 ms")
  }
}
