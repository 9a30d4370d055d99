import Domain
import Testing

@Suite struct TagRuleTests {
  private static let longest = String(repeating: "x", count: 50)

  @Test(arguments: ["a", "7", "vpn", "site:berlin-2", "v1.2_rc", "-", longest])
  func `a word of the allowed characters is a tag as it is`(word: String) {
    #expect(TagRule().check(word, at: "#/tags/0") == .success(word))
  }

  @Test(arguments: ["VPN", "two words", " vpn", "a,b", "ä", "a\u{0}", "a\n", "{}", "a\"b"])
  func `anything else is refused and not made to fit`(word: String) {
    let violation = Violation(
      pointer: "#/tags/0", code: .invalidFormat,
      detail: "must be made of the letters a to z, digits, and the characters - _ . :")
    #expect(TagRule().check(word, at: "#/tags/0") == .failure(violation))
  }

  @Test(arguments: [("", Violation.Code.tooShort), (longest + "x", .tooLong)])
  func `a tag has 1 to 50 characters`(word: String, code: Violation.Code) {
    guard case .failure(let violation) = TagRule().check(word, at: "?tag") else {
      Issue.record("\(word) was allowed")
      return
    }
    #expect(violation.code == code)
    #expect(violation.pointer == "?tag")
  }

  @Test func `tags are a set`() {
    #expect(Tags(["b", "a", "b", "a-1"]).words == ["a", "a-1", "b"])
    #expect(Tags(["b", "a"]) == Tags(["a", "b", "a"]))
    #expect(Tags([]).isEmpty)
  }
}
