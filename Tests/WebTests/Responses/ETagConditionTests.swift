import Testing

@testable import Web

struct ETagConditionTests {
  @Test(
    arguments: [
      (#""17""#, true, true), (#"*"#, true, true), (#"W/"17""#, false, true),
      (#""16", "17""#, true, true), (#", "16",,"17","#, true, true),
      (#""1", W/"17" , "x y-z""#, nil, nil),
      (#""16""#, false, false), (#""""#, false, false), (#""017""#, false, false),
      (#""a,b""#, false, false),
      ("17", nil, nil), ("", nil, nil), (",", nil, nil), (#""17"#, nil, nil),
      (#""17" "18""#, nil, nil), (#"w/"17""#, nil, nil), (#"*, "17""#, nil, nil),
      // Quotes that Unicode joins with what is beside them.
      ("\"\u{301}a\", \"17\"", true, true), ("\"b\u{600}\", \"17\"", true, true),
      ("\"é,\"\u{301}a\"", nil, nil),
    ] as [(String, Bool?, Bool?)])
  func `a condition is a star or a list of tags`(field: String, strong: Bool?, weak: Bool?) {
    let condition = ETagCondition(field: field)
    #expect(condition?.contains(ETag(17), comparison: .strong) == strong)
    #expect(condition?.contains(ETag(17), comparison: .weak) == weak)
  }
}
