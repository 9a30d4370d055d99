import Crypto
import Foundation
import Testing

@testable import Access

@Suite struct TokenSecretTests {
  @Test func `a token is fl_ and 32 random bytes in base64url`() throws {
    let texts = (0..<200).map { _ in TokenSecret.random().text }
    #expect(Set(texts).count == 200)
    for text in texts {
      #expect(text.wholeMatch(of: /fl_[A-Za-z0-9_-]{43}/) != nil, "\(text)")
      let digits = text.dropFirst(3).replacing("-", with: "+").replacing("_", with: "/")
      #expect(Data(base64Encoded: digits + "=")?.count == 32)
      #expect(TokenSecret.isWellFormed(text[...]))
    }
  }

  @Test(arguments: ["", "fl_", "fl_short", "xx_" + String(repeating: "A", count: 43)])
  func `what cannot be a token is not looked for`(text: String) {
    #expect(!TokenSecret.isWellFormed(text[...]))
  }

  @Test func `a digest is the SHA-256 of the text`() {
    let text = "fl_" + String(repeating: "A", count: 43)
    var bytes: [UInt8] = []
    TokenDigest(of: text[...]).encode(into: &bytes)
    #expect(bytes == Array(SHA256.hash(data: Data(text.utf8))))
  }

  @Test func `a token is not shown by mistake`() {
    let token = TokenSecret.random()
    for shown in ["\(token)", String(reflecting: token), "\([token])"] {
      #expect(!shown.contains(token.text.dropFirst(3)), "\(shown)")
    }
  }
}
