import Testing
import Web

struct DatabaseURLTests {
  @Test(arguments: [
    ("postgresql://u:hidden@h:5432/d", "postgresql://u@h:5432/d"),
    ("postgres://u:hidden@a,b:1/d?password=hidden&x=1", "postgres://u@a,b:1/d"),
    ("postgresql://h/d", "postgresql://h/d"),
    ("postgresql:///d?host=/run/postgresql", "postgresql:///d"),
    ("postgresql://u:hid/den@h/d", "postgresql://u@h/d"),
    ("postgresql://u:hid@den@h/d", "postgresql://u@h/d"),
    ("postgresql://u:hid?den@h/d", "postgresql://..."),
    ("postgresql://h/d?password=hid@den", "postgresql://..."),
    ("host=h user=u password=hidden dbname=d sslpassword=hidden", "host=h user=u dbname=d"),
    ("password='hid den \\' host=hidden' host = h", "host=h"),
    ("  dbname=d  ", "dbname=d"),
  ])
  func `a connection string is shown without its password`(text: String, shown: String) throws {
    let url = try #require(DatabaseURL(text))
    #expect(url.connectionString == text)
    #expect("\(url)" == shown)
    var dumped = ""
    dump(url, to: &dumped)
    dump([url], to: &dumped)
    for all in [String(reflecting: url), "\([url])", dumped] {
      #expect(!all.contains("hid") && !all.contains("den"))
    }
  }

  @Test(arguments: [
    "", " ", "firstline", "mysql://h/d", "http://h", "postgresql:", "host", "= x",
    "host='open", "HOST=h", "ho st=h", "host=h \\",
  ])
  func `what is no connection string is refused`(text: String) {
    #expect(DatabaseURL(text) == nil)
  }
}
