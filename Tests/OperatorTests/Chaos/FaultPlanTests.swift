import Operator
import Testing

@Suite struct FaultPlanTests {
  private func faults(_ seed: UInt64, _ count: Int = 45) -> [Fault] {
    Array(FaultPlan(seed: seed).prefix(count))
  }

  @Test func `a seed has one plan, and another seed another`() {
    #expect(faults(7) == faults(7))
    #expect(faults(7).map(\.kind) != faults(8).map(\.kind))
    #expect(Set(faults(7).map(\.seed)).count == 45)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `every nine rounds have each kind of fault`(seed: UInt64) {
    let kinds = faults(seed).map(\.kind)
    for start in stride(from: 0, to: 45, by: 9) {
      #expect(Set(kinds[start..<start + 9]) == Set(Fault.Kind.allCases))
    }
  }

  @Test func `the pause after a fault is short, and not always the same`() {
    let calms = faults(7).map(\.calm)
    #expect(calms.allSatisfy { .milliseconds(200)...(.milliseconds(600)) ~= $0 })
    #expect(Set(calms).count > 20)
  }
}
