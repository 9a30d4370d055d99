import Domain
import NIOCore
import Testing

@testable import Web

struct JSONWriterTests {
  private func written(_ body: (inout JSONWriter) -> Void) -> String {
    var json = JSONWriter(capacity: 1)
    body(&json)
    return String(buffer: json.buffer)
  }

  @Test func `members come in the order in which they are written, null included`() {
    let text = written { json in
      json.object { json in
        json.field("z", 1)
        json.field("a", "x")
        json.field("none", nil as String?)
        json.field("yes", true)
        json.field("big", Int64.min)
        json.field("half", 0.5)
        json.field("status", TicketStatus.inProgress)
        json.field("at", Instant(microseconds: 1))
        json.field("raw", JSONFragment(#"{"n":[1]}"#))
        json.field("list", ["a", "b"])
        json.field("empty", [Int]())
        json.object("inner") { $0.field("k", Optional(2)) }
        json.array("rows") { json in
          json.object { _ in }
          json.value(nil as Int?)
          json.array { $0.value(3) }
          json.value("end")
        }
      }
    }
    #expect(
      text == #"{"z":1,"a":"x","none":null,"yes":true,"big":-9223372036854775808,"half":0.5,"#
        + #""status":"in_progress","at":"1970-01-01T00:00:00.000001Z","raw":{"n":[1]},"#
        + #""list":["a","b"],"empty":[],"inner":{"k":2},"rows":[{},null,[3],"end"]}"#)
  }

  @Test(arguments: [
    ("", #""""#),
    ("plain, Grüße 😀 / \u{7F}\u{2028}", "\"plain, Grüße 😀 / \u{7F}\u{2028}\""),
    ("\"q\" \\ ", #""\"q\" \\ ""#),
    ("\n\r\t\u{8}\u{C}", #""\n\r\t\b\f""#),
    ("\0a\u{1F}\u{10}", #""\u0000a\u001f\u0010""#),
  ])
  func `a text is escaped where JSON wants it`(text: String, json: String) throws {
    #expect(written { $0.value(text) } == json)
    #expect(try JSONParser.parse(ByteBuffer(string: json)) == .string(text))
  }

  @Test func `a number that JSON does not have is null`() {
    #expect(written { $0.value([Double.infinity, .nan, 1e300]) } == "[null,null,1e+300]")
  }
}
