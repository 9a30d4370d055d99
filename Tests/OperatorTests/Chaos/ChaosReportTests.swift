import Operator
import Testing

@Suite struct ChaosReportTests {
  private var report: ChaosReport {
    ChaosReport(
      seed: 42,
      rounds: [
        ChaosRound(
          kind: .crashPostgres, gap: .milliseconds(1_500), settled: .milliseconds(1_600),
          lags: (1...199).map { .milliseconds($0) }),
        ChaosRound(kind: .killTicketService, gap: .milliseconds(200), settled: .seconds(3)),
        ChaosRound(
          kind: .crashPostgres, gap: .milliseconds(1_700), settled: .milliseconds(1_200),
          lags: [.seconds(12)]),
      ],
      begun: 4, sent: 12_345, answered: 12_340, stored: 12_341, incidents: 4_001, changes: 700,
      messages: 9_876, longestGap: .milliseconds(1_700), elapsed: .seconds(61), findings: [])
  }

  @Test func `it shows each kind of fault that there was, and the counts`() {
    #expect(
      report.text == """
        seconds                            faults  no 201 for  settled in  lag p50  lag p99  lag max
        kill -9 of the ticket service           1       0.200       3.000        -        -        -
        immediate stop of PostgreSQL            2       1.700       1.600    0.100    0.198   12.000
        all                                     3       1.700       3.000    0.100    0.198   12.000

        tickets sent                           12,345
          answered with 201                    12,340
          in the database                      12,341
        changes sent                              700
        incidents                               4,001
        messages to webhooks                    9,876
        longest unavailability                1.700 s
        duration                                 61 s


        0 checks, 0 violations
        again: firstline chaos --seed 42 --rounds 4
        """)
  }
}
