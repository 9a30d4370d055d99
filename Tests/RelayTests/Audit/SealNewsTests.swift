import Testing

@testable import Relay

struct SealNewsTests {
  private let first = Seal(number: 1, hash: String(repeating: "a", count: 64))
  private let second = Seal(number: 2, hash: String(repeating: "b", count: 64))

  @Test func `a seal is told at once, the next one after a minute, and each once`() {
    var news = SealNews()
    let start = ContinuousClock.now
    #expect(news.next(at: start) == nil)
    news.note(first)
    #expect(news.next(at: start) == first)
    news.note(second)
    #expect(news.next(at: start + .seconds(59)) == nil)
    #expect(news.next(at: start + .seconds(60)) == second)
    #expect(news.next(at: start + .seconds(120)) == nil)
  }

  @Test func `of several seals the latest is told, and at the end whatever the time`() {
    var news = SealNews()
    news.note(first)
    _ = news.next(at: .now)
    news.note(first)
    news.note(second)
    #expect(news.last() == second)
    #expect(news.last() == nil)
  }

  @Test func `a seal is read back from its text`() {
    #expect(Seal(second.description) == second)
  }

  @Test(arguments: ["", "1", "1:", "0:\(String(repeating: "a", count: 64))", "1:AB", "x:y:z"])
  func `what is no seal is refused`(text: String) {
    #expect(Seal(text) == nil)
  }
}
