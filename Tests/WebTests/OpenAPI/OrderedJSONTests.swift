import Foundation
import Testing
import Web

struct OrderedJSONTests {
  @Test(arguments: [
    (OrderedJSON.null, "null"), (true, "true"), (-5, "-5"), (.number(0.5), "0.5"),
    (.number(.nan), "null"),
    ("a\"\\/\n\r\t\u{1}\u{1f}é😀", #""a\"\\/\n\r\t\u0001\u001fé😀""#),
    (.array([1, "b", .array([])]), #"[1,"b",[]]"#),
    (.object([.init("b", 1), .init("a", .object([]))]), #"{"b":1,"a":{}}"#),
  ])
  func `a value is written in the order in which it was made`(value: OrderedJSON, text: String)
    throws
  {
    #expect(value.text == text)
    _ = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
  }
}
