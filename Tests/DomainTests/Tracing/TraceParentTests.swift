import Domain
import Testing

@Suite struct TraceParentTests {
  private static let example = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

  @Test func `the parts of the field are read`() throws {
    let trace = try #require(TraceParent(header: Self.example))
    #expect(trace.traceID == 0x4bf9_2f35_77b3_4da6_a3ce_929d_0e0e_4736)
    #expect(trace.traceIDText == "4bf92f3577b34da6a3ce929d0e0e4736")
    #expect(trace.parentID == 0x00f0_67aa_0ba9_02b7)
    #expect(trace.flags == 1)
    #expect(trace.description == Self.example)
  }

  @Test(arguments: [
    // A later version may have more, and is passed on as the version that we know.
    "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-the-future-brings",
    // Flags that we do not know are not passed on.
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-fd",
  ])
  func `what is newer than we are is read as far as we know it`(header: String) {
    #expect(TraceParent(header: header)?.description == Self.example)
  }

  @Test(arguments: [
    "", "00", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-011",
    "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.more",
    "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
    "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00F067AA0BA902B7-01",
    "0A-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
    "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7_01",
    " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0 ",
  ])
  func `anything else is refused`(header: String) {
    #expect(TraceParent(header: header) == nil)
  }

  @Test func `a child is another step of the same trace`() throws {
    let trace = try #require(TraceParent(header: Self.example))
    let child = trace.child()
    #expect(child.traceID == trace.traceID)
    #expect(child.flags == trace.flags)
    #expect(child.parentID != trace.parentID)
  }

  @Test func `a new trace is random, says so, and can be read back`() {
    let trace = TraceParent.random()
    #expect(trace.flags == 2)
    #expect(trace.traceID != TraceParent.random().traceID)
    #expect(TraceParent(header: trace.description) == trace)
  }
}
