import Domain
import Testing

@testable import Web

struct IdempotencyKeyTests {
  @Test(arguments: [
    (#""8e03978e-40d5""#, "8e03978e-40d5"),
    ("8e03978e-40d5", "8e03978e-40d5"),
    ("  k\t", "k"),
    (#""a\"b\\c""#, #"a"b\c"#),
    (String(repeating: "k", count: 255), String(repeating: "k", count: 255)),
  ])
  func `a key comes with quotes or without`(field: String, key: String) throws {
    #expect(try IdempotencyKey(field: field).value == key)
  }

  @Test(arguments: [
    "", " ", "\"\"", "\"a", "\"a\"b", "\"a\";p=1", "\"a\\nb\"", "\"a\\", "a b", "\"a b\"", "é",
    "a\u{7F}", String(repeating: "k", count: 256),
  ])
  func `what is no key is refused`(field: String) {
    #expect(throws: Violation.self) { try IdempotencyKey(field: field) }
  }
}
