import Postgres
import Testing

@Suite struct ConnectionSettingsTests {
  private struct Holder {
    let settings: ConnectionSettings
  }

  @Test func `settings that are printed, in whatever way, show no password`() {
    let holder = Holder(
      settings: ConnectionSettings(
        url: "postgresql://desk:secret@db/desk", applicationName: "desk", password: "secret"))
    var dumped = ""
    dump(holder, to: &dumped)
    for text in ["\(holder.settings)", "\(holder)", String(reflecting: holder), dumped] {
      #expect(text.contains("ConnectionSettings(desk)") || text == dumped, "\(text)")
      #expect(!text.contains("secret"))
    }
  }
}
