import Testing

@Suite struct SwiftTextTests {
  @Test(arguments: [
    ("let a = 1 // b", "let a = 1     "),
    ("a /* b /* c */ d */ e", "a                   e"),
    (#"let a = "b // c" + d"#, #"let a = "      " + d"#),
    (#"let a = "b \"c\" d" + e"#, #"let a = "         " + e"#),
    (#"let a = "b \(c("d") + e) f" + g"#, #"let a = "    c(" ") + e)  " + g"#),
    (##"let a = #"b " \(c) \#(d)"# + e"##, ##"let a = #"            d)"# + e"##),
    ("let a = \"\"\"\n  b \"c\"\n  \"\"\" + d", "let a = \"\"\"\n       \n  \"\"\" + d"),
    ("let a = \"b\n + c", "let a = \" \n + c"),
  ])
  func `comments and the contents of literals are blank in the code`(
    source: String, code: String
  ) {
    #expect(SwiftText(source).code.joined(separator: "\n") == code)
  }

  @Test func `a literal has its line, and a mark for each interpolation`() {
    let text = SwiftText("let a =\n  \"b \\(c) d\" + \"\"\"\n  e\n  \"\"\"")
    #expect(text.literals.map(\.line) == [2, 2])
    #expect(text.literals.map(\.text) == ["b \\() d", "\n  e\n  "])
  }

  @Test func `a comment is a comment, and what is in a literal is none`() {
    let text = SwiftText("let a = \"// b\" // c")
    #expect(text.comments.map { $0.filter { $0 != " " } } == ["//c"])
  }
}
