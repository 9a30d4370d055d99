/// The data by which tickets are triaged. A ruleset is never changed: a new one gets
/// a new version, and every ticket keeps the version that read it.
package struct Ruleset: Hashable, Sendable {
  /// What the tickets of one category look like.
  package struct Rule: Encodable, Hashable, Sendable {
    /// The category that the rule gives.
    package let category: Category
    /// The priority that goes with it.
    package let priority: Priority
    /// The words, and short phrases of words, that are signs of the category.
    package let terms: [String]

    /// A rule of these values.
    package init(category: Category, priority: Priority, terms: [String]) {
      self.category = category
      self.priority = priority
      self.terms = terms
    }
  }

  /// What the database keeps of a ruleset, as JSON: `{"default": "software", "rules": [{"category":
  /// "security", "priority": "high", "terms": ["phishing", "log in"]}, ...]}`.
  package struct Document: Encodable, Hashable, Sendable {
    /// The category of a ticket in which no term is found. Its rule says the priority.
    package let `default`: Category
    /// One rule for each category. Where terms of several are found, the first of them wins.
    package let rules: [Rule]
  }

  /// The number that the database gave it.
  package let version: Int
  /// What it says; without a fault.
  package let document: Document

  /// The ruleset that `json` describes. Throws every fault of the text, and not only the first, so
  /// that it can be mended in one go.
  package init(version: Int, json: String) throws(InvalidRuleset) {
    self.version = version
    do {
      document = try Document(checking: RulesetText(json: json))
    } catch {
      throw InvalidRuleset(version: version, faults: error.faults)
    }
  }
}
