import Testing

@Suite struct HouseRulesTests {
  @Test(arguments: Rule.all) func `the house rules hold`(rule: Rule) throws {
    let offences = rule.offences(in: try Project.current.get().files)
    if !offences.isEmpty {
      let lines = offences.map { "  \($0)" }.joined(separator: "\n")
      Issue.record("\(rule.sentence); \(rule.advice):\n\(lines)")
    }
  }

  @Test(arguments: Rule.all) func `each rule finds what it forbids, and only that`(rule: Rule) {
    #expect(!rule.forbidden.isEmpty)
    for sample in rule.forbidden {
      #expect(!rule.check(sample).isEmpty, "not found: \(sample.path) \(sample.lines)")
    }
    for sample in rule.allowed {
      #expect(rule.check(sample) == [], "wrongly found: \(sample.path) \(sample.lines)")
    }
  }
}
