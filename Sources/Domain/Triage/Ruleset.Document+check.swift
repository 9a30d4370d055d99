extension Ruleset.Document {
  /// The document that `text` describes. Throws everything that is wrong with it.
  init(checking text: RulesetText) throws(RulesetText.Faults) {
    var faults = text.unknownMembers.map { "\($0) is not a member of the document" }
    let `default` = Category(rawValue: text.default)
    if `default` == nil { faults.append("default: \"\(text.default)\" is not a category") }
    let rules = Self.rules(text.rules, &faults)
    Self.checkCategories(text.rules, &faults)
    Self.checkTerms(text.rules, &faults)
    guard faults.isEmpty, let `default` else { throw RulesetText.Faults(faults: faults) }
    self.init(default: `default`, rules: rules)
  }

  private static func rules(
    _ texts: [RulesetText.Rule], _ faults: inout [String]
  ) -> [Ruleset.Rule] {
    var rules: [Ruleset.Rule] = []
    for (index, text) in texts.enumerated() {
      faults += text.unknownMembers.map { "rules[\(index)].\($0) is not a member of a rule" }
      let category = Category(rawValue: text.category)
      let priority = Priority(rawValue: text.priority)
      if category == nil {
        faults.append("rules[\(index)].category: \"\(text.category)\" is not a category")
      }
      if priority == nil {
        faults.append("rules[\(index)].priority: \"\(text.priority)\" is not a priority")
      }
      if let category, let priority {
        rules.append(Ruleset.Rule(category: category, priority: priority, terms: text.terms))
      }
    }
    return rules
  }

  private static func checkCategories(_ rules: [RulesetText.Rule], _ faults: inout [String]) {
    for category in Category.allCases {
      let count = rules.count { $0.category == category.rawValue }
      if count == 0 { faults.append("the category \(category.rawValue) has no rule") }
      if count > 1 { faults.append("the category \(category.rawValue) has \(count) rules") }
    }
  }

  private static func checkTerms(_ rules: [RulesetText.Rule], _ faults: inout [String]) {
    var places: [Term: String] = [:]
    for (index, rule) in rules.enumerated() {
      for (position, text) in rule.terms.enumerated() {
        let place = "rules[\(index)].terms[\(position)]"
        do {
          let term = try Term(text)
          if let other = places[term] {
            faults.append("\(place): \"\(text)\" is the same as \(other)")
          }
          places[term] = place
        } catch {
          faults.append("\(place): \"\(text)\" \(error.rawValue)")
        }
      }
    }
  }
}
