import Operator
import Testing

@Suite struct ServerAddressTests {
  @Test(arguments: [
    ("http://127.0.0.1:8080", "http://127.0.0.1:8080/tickets"),
    ("https://desk.example/", "https://desk.example/tickets"),
    ("HTTP://[::1]:80/firstline//", "HTTP://[::1]:80/firstline/tickets"),
  ])
  func `paths go below the address`(argument: String, url: String) {
    #expect(ServerAddress(argument: argument)?.url("/tickets") == url)
  }

  @Test(arguments: [
    "", "127.0.0.1:8080", "localhost", "ftp://host", "http://", "http:///tickets", "http://h?a=b",
    "http://h#a", "mailto:a@b.c",
  ])
  func `anything but an absolute HTTP address is refused`(argument: String) {
    #expect(ServerAddress(argument: argument) == nil)
  }
}
