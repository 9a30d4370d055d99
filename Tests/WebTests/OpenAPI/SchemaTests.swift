import Domain
import Foundation
import Testing
import Web

struct SchemaTests {
  @Test(arguments: [
    (Schema.string(), #"{"type":"string"}"#),
    (
      .string(1...3, format: "uri"),
      #"{"type":"string","format":"uri","minLength":1,"maxLength":3}"#
    ),
    (.boolean, #"{"type":"boolean"}"#), (.number, #"{"type":"number"}"#), (.anything, "{}"),
    (.integer(1...5), #"{"type":"integer","format":"int64","minimum":1,"maximum":5}"#),
    (
      .integer(1...5).defaulting(to: 2),
      #"{"type":"integer","format":"int64","minimum":1,"maximum":5,"default":2}"#
    ),
    (.enumeration(["a", "b"]), #"{"type":"string","enum":["a","b"]}"#),
    (.enumeration(["a"]).nullable, #"{"type":["string","null"],"enum":["a",null]}"#),
    (.enumeration(Priority.self), #"{"type":"string","enum":["high","medium","low"]}"#),
    (.boolean.nullable, #"{"type":["boolean","null"]}"#),
    (.array(of: .boolean), #"{"type":"array","items":{"type":"boolean"}}"#),
    (
      .object([.required("b", .boolean), .optional("a", .number)]),
      #"{"type":"object","properties":{"b":{"type":"boolean"},"a":{"type":"number"}},"#
        + #""required":["b"],"additionalProperties":false}"#
    ),
    (.openObject(), #"{"type":"object"}"#),
    (
      .dictionary(of: .boolean),
      #"{"type":"object","additionalProperties":{"type":"boolean"}}"#
    ),
    (.either([.boolean, .number]), #"{"anyOf":[{"type":"boolean"},{"type":"number"}]}"#),
    (.openObject().atLeast(members: 1), #"{"type":"object","minProperties":1}"#),
    (
      .openObject().together(["a", "b"]),
      #"{"type":"object","dependentRequired":{"a":["b"],"b":["a"]}}"#
    ),
    (
      .boolean.describedAs("Yes?").example(true),
      #"{"type":"boolean","description":"Yes?","examples":[true]}"#
    ),
    (.boolean.named("Yes"), ##"{"$ref":"#/components/schemas/Yes"}"##),
    (
      .boolean.named("Yes").nullable,
      ##"{"anyOf":[{"$ref":"#/components/schemas/Yes"},{"type":"null"}]}"##
    ),
    (
      .array(of: .boolean.named("Yes")),
      ##"{"type":"array","items":{"$ref":"#/components/schemas/Yes"}}"##
    ),
  ])
  func `a schema is written in JSON Schema`(schema: Schema, text: String) {
    #expect(schema.json.text == text)
  }

  @Test func `a page has its items and the cursor of the next one`() {
    let page = Schema.page(of: .boolean, named: "Page")
    #expect(page.json.text == ##"{"$ref":"#/components/schemas/Page"}"##)
    let text = page.definition.text
    #expect(text.contains(#""items":{"type":"array","items":{"type":"boolean"}}"#))
    #expect(text.contains(#""next_cursor":{"type":["string","null"]"#))
    #expect(text.contains(#""required":["items","next_cursor"]"#))
  }

  @Test(arguments: [
    ("a", true), ("  a  ", true), ("é\nb", true), ("", false), (" ", false),
    ("\u{85}\u{3000}\n", false), ("a\u{0}", false), ("\u{0}", false), ("\u{1c}", true),
    ("\u{200b}", true),
  ])
  func `the pattern of a text allows what the rule of a text allows`(text: String, isAllowed: Bool)
    throws
  {
    guard case .object(let members) = Schema.text(1...20).json,
      case .string(let pattern) = members.first(where: { $0.name == "pattern" })?.value
    else {
      Issue.record("there is no pattern")
      return
    }
    let expression = try NSRegularExpression(pattern: pattern)
    let all = NSRange(location: 0, length: text.utf16.count)
    #expect((expression.firstMatch(in: text, range: all) != nil) == isAllowed)
    let rule = TextRule(length: 1...20).check(text, at: "#/x")
    #expect(((try? rule.get()) != nil) == isAllowed)
  }
}
