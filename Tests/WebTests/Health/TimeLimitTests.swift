import Testing
import Web

struct TimeLimitTests {
  @Test func `what is there in time is answered`() async {
    #expect(await TimeLimit(.seconds(60)).result { 7 } == 7)
  }

  @Test func `what hangs is not waited for, even if it does not listen to cancellation`() async {
    let hanging = Hanging()
    #expect(await TimeLimit(.milliseconds(20)).result { await hanging.wait() } == nil)
    hanging.end()
  }

  @Test func `what is late is cancelled`() async {
    let (cancelled, cancellation) = AsyncStream.makeStream(of: Void.self)
    let hanging = Hanging()
    let result: Void? = await TimeLimit(.milliseconds(20)).result {
      await withTaskCancellationHandler {
        await hanging.wait()
      } onCancel: {
        cancellation.yield()
      }
    }
    #expect(result == nil)
    #expect(await cancelled.first { _ in true } != nil)
    hanging.end()
  }

  @Test func `a cancelled task waits no longer`() async {
    let hanging = Hanging()
    let task = Task { await TimeLimit(.seconds(3600)).result { await hanging.wait() } }
    task.cancel()
    #expect(await task.value == nil)
    hanging.end()
  }
}
