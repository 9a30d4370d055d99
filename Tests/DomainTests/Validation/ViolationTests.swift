import Domain
import Testing

@Suite struct ViolationTests {
  @Test func `its codes are those of the contract`() {
    #expect(
      Violation.Code.allCases.map(\.rawValue) == [
        "required", "unknown_field", "wrong_type", "too_short", "too_long", "out_of_range",
        "not_allowed", "invalid_character", "invalid_format", "conflict",
      ])
  }

  @Test func `there is no error without a violation`() {
    let violation = Violation(pointer: "?limit", code: .outOfRange, detail: "must be 1 to 200")
    #expect(InvalidInput([]) == nil)
    #expect(InvalidInput([violation])?.violations == [violation])
    #expect(InvalidInput(violation, violation).violations == [violation, violation])
  }
}
