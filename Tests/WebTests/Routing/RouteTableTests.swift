import HTTPTypes
import Testing

@testable import Web

struct RouteTableTests {
  private let table: RouteTable = {
    let table = RouteTable()
    table.add(.get, "/")
    table.add(.get, "/tickets/{id}")
    table.add(.patch, "/tickets/{id}/")
    table.add(.post, "/tickets/export")
    table.add(.get, "/docs/**")
    return table
  }()

  @Test(
    arguments: [
      ("/", "/", [.get, .head]),
      ("/tickets/7", "/tickets/{id}", [.get, .head, .patch]),
      ("//tickets//7//", "/tickets/{id}", [.get, .head, .patch]),
      ("/tickets/export", "/tickets/export", [.post]),
      ("/docs/a/b.js", "/docs/**", [.get, .head]),
    ] as [(String, String, [HTTPRequest.Method])])
  func `a path has a template and its methods`(
    path: String, template: String, methods: [HTTPRequest.Method]
  ) {
    #expect(table.match(path)?.template == template)
    #expect(table.match(path)?.methods == methods)
  }

  @Test(arguments: ["/tickets", "/tickets/7/x", "/docs", "/x"])
  func `a path that nobody registered has none`(path: String) {
    #expect(table.match(path) == nil)
  }

  @Test func `one path with two names of its parameter is a mistake of ours`() async {
    await #expect(processExitsWith: .failure) {
      let table = RouteTable()
      table.add(.get, "/incidents/{id}")
      table.add(.post, "/incidents/{ticket_id}")
    }
  }
}
