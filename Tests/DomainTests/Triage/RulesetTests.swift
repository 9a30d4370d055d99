import Domain
import Testing

@Suite struct RulesetTests {
  private static let others = """
    {"category": "network", "priority": "medium", "terms": ["vpn"]},
    {"category": "hardware", "priority": "low", "terms": []},
    {"category": "software", "priority": "low", "terms": []}
    """

  /// A document whose first rule is for security and has these terms.
  private static func document(terms: String) -> String {
    """
    {"default": "software", "rules": [
    {"category": "security", "priority": "high", "terms": [\(terms)]}, \(others)]}
    """
  }

  private static func faults(_ json: String) -> [String] {
    do throws(InvalidRuleset) {
      _ = try Ruleset(version: 7, json: json)
      return []
    } catch {
      return error.faults
    }
  }

  @Test func `a document is read with its rules in their order`() throws {
    let ruleset = try Ruleset(version: 7, json: Self.document(terms: #""phishing", "Log in""#))
    #expect(ruleset.version == 7)
    #expect(ruleset.document.default == .software)
    #expect(ruleset.document.rules.map(\.category) == [.security, .network, .hardware, .software])
    #expect(ruleset.document.rules.map(\.priority) == [.high, .medium, .low, .low])
    #expect(ruleset.document.rules[0].terms == ["phishing", "Log in"])
  }

  @Test(arguments: [
    (#""""#, #"rules[0].terms[0]: "" has no word"#),
    (#"" - ""#, #"rules[0].terms[0]: " - " has no word"#),
    (#""c++""#, #"rules[0].terms[0]: "c++" must begin and end with a letter or digit"#),
    (#""-x""#, #"rules[0].terms[0]: "-x" must begin and end with a letter or digit"#),
    (#""a - b""#, #"rules[0].terms[0]: "a - b" has more than one character between two words"#),
    (#""1 2 3 4 5 6 7 8 9""#, #"rules[0].terms[0]: "1 2 3 4 5 6 7 8 9" has more than 8 words"#),
    (#""a b", "A-B""#, #"rules[0].terms[1]: "A-B" is the same as rules[0].terms[0]"#),
    (#""VPN""#, #"rules[1].terms[0]: "vpn" is the same as rules[0].terms[0]"#),
  ])
  func `a term that cannot be meant is a fault`(terms: String, fault: String) {
    #expect(Self.faults(Self.document(terms: terms)) == [fault])
  }

  @Test(arguments: [
    ("", "it is not JSON"),
    ("{", "it is not JSON"),
    ("[]", "the document has the wrong type"),
    ("{}", "default is missing"),
    (#"{"default": 1}"#, "default has the wrong type"),
    (#"{"default": "software", "rules": [{"category": "a"}]}"#, "rules[0].priority is missing"),
    (
      #"{"default": "software", "rules": [{"category": "a", "priority": "b", "terms": [null]}]}"#,
      "rules[0].terms[0] has the wrong type"
    ),
  ])
  func `what is no document is refused with the place of the fault`(json: String, fault: String) {
    #expect(Self.faults(json) == [fault])
  }

  @Test func `every fault is named`() {
    let json = """
      {"default": "softwear", "extra": 1, "rules": [
      {"category": "network", "priority": "medium", "terms": ["vpn", ""]},
      {"category": "network", "priority": "huge", "terms": ["vpn"], "term": []},
      {"category": "printing", "priority": "low", "terms": []},
      {"category": "software", "priority": "low", "terms": []}]}
      """
    #expect(
      Self.faults(json) == [
        "extra is not a member of the document",
        #"default: "softwear" is not a category"#,
        "rules[1].term is not a member of a rule",
        #"rules[1].priority: "huge" is not a priority"#,
        #"rules[2].category: "printing" is not a category"#,
        "the category security has no rule",
        "the category network has 2 rules",
        "the category hardware has no rule",
        #"rules[0].terms[1]: "" has no word"#,
        #"rules[1].terms[0]: "vpn" is the same as rules[0].terms[0]"#,
      ])
  }

  @Test func `the error is one line that names the version`() throws {
    let error = try #require(throws: InvalidRuleset.self) {
      try Ruleset(version: 7, json: Self.document(terms: #""", "-""#))
    }
    #expect(
      error.description
        == #"ruleset 7 cannot be used: rules[0].terms[0]: "" has no word; "#
        + #"rules[0].terms[1]: "-" has no word"#)
  }
}
