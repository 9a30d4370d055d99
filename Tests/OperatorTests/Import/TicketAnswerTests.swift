import Foundation
import Operator
import Testing

@Suite struct TicketAnswerTests {
  @Test func `a success is made now or, replayed, was there`() {
    #expect(TicketAnswer(status: 201, isReplay: false, body: Data()) == .made)
    #expect(TicketAnswer(status: 200, isReplay: true, body: Data()) == .alreadyThere)
  }

  @Test(arguments: [301, 302, 401, 403, 404, 405])
  func `an answer that is not about the ticket is no answer`(status: Int) {
    #expect(TicketAnswer(status: status, isReplay: false, body: Data()) == nil)
  }

  @Test(arguments: [400, 409, 413, 415, 422], [false, true])
  func `a refusal has the reasons of the problem, replayed or not`(status: Int, isReplay: Bool) {
    let body = """
      {"errors":[{"pointer":"#/title","code":"too_short","detail":"Say."},{"code":"x"}]}
      """
    #expect(
      TicketAnswer(status: status, isReplay: isReplay, body: Data(body.utf8))
        == .refused(
          status: status,
          violations: [
            Refusal.Violation(pointer: "#/title", code: "too_short", detail: "Say."),
            Refusal.Violation(code: "x"),
          ]))
  }

  @Test(arguments: [
    (#"{"title":"Bad","detail":"Very bad."}"#, "Very bad."), (#"{"title":"Bad"}"#, "Bad"),
    (#"{"title":"Bad","errors":[]}"#, "Bad"), ("<html>", "<html>"), ("", ""),
  ])
  func `a refusal without reasons has what else the answer says`(body: String, detail: String) {
    #expect(
      TicketAnswer(status: 413, isReplay: false, body: Data(body.utf8))
        == .refused(
          status: 413, violations: [Refusal.Violation(code: "http_413", detail: detail)]))
  }
}
