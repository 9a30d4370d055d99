import HTTPTypes
import Testing

@testable import Web

struct ProblemKindTests {
  @Test(arguments: ProblemKind.allCases)
  func `a kind has a type of its own, a title and the status of an error`(kind: ProblemKind) {
    #expect(kind.type == "urn:firstline:problem:" + kind.rawValue)
    #expect(kind.rawValue.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil)
    #expect(!kind.title.isEmpty && kind.title.last != ".")
    #expect((400...599).contains(kind.status.code))
  }

  @Test func `titles tell the kinds apart`() {
    #expect(Set(ProblemKind.allCases.map(\.title)).count == ProblemKind.allCases.count)
  }
}
