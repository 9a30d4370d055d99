import Domain
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

@testable import Web

struct PageTests {
  /// The items, `next_cursor` and the target of the link of a page.
  private func page(_ uri: String) async throws -> (items: [String], cursor: String?, link: String?)
  {
    let response = try await Notebook.ask(.get, uri)
    try #require(response.status == .ok, "\(String(buffer: response.body))")
    guard case .object(let members) = try JSONParser.parse(response.body),
      case .array(let items) = members[0].value
    else { return ([], nil, nil) }
    #expect(members.map(\.name) == ["items", "next_cursor"])
    var cursor: String?
    if case .string(let text) = members[1].value { cursor = text }
    let link = response.headers[.link]?.wholeMatch(of: /<(.*)>; rel="next"/).map { String($0.1) }
    return (items.map(Self.number), cursor, link)
  }

  private static func number(_ json: JSONValue) -> String {
    guard case .number(let digits) = json else { return "\(json)" }
    return digits
  }

  @Test(arguments: ["/notes?limit=2", "/notes/?limit=2&priority=low&flavour=a%20%26%3E+b"])
  func `following the links reads every item once, and keeps the filters`(
    uri: String
  ) async throws {
    var next: String? = uri
    var items: [[String]] = []
    while let uri = next {
      let page = try await page(uri)
      items.append(page.items)
      next = page.link
      #expect((page.cursor == nil) == (page.link == nil))
      if let link = page.link, let cursor = page.cursor {
        let kept = uri.contains("flavour") ? "flavour=a%20%26%3E%20b&priority=low&" : ""
        #expect(link == "/notes?\(kept)limit=2&cursor=\(cursor)")
      }
    }
    #expect(items == [["5", "4"], ["3", "2"], ["1"]])
  }

  @Test func `a page that is just full is the last one`() async throws {
    let page = try await page("/notes?limit=5")
    #expect(page.items.count == 5)
    #expect(page.cursor == nil && page.link == nil)
  }

  @Test func `an empty list is an empty page`() async throws {
    #expect(try await page("/notes?flavour=none").items.isEmpty)
  }

  @Test func `fifty is the limit of who names none, and the link names none either`() throws {
    var query = QueryReader(nil)
    let request = try #require(PageRequest(from: &query, path: "/notes"))
    #expect([request.limit, request.rowsToFetch] == [50, 51])
    let next = Cursor(at: .init(microseconds: 5), id: 5)
    #expect(request.reference(to: next).hasPrefix("/notes?cursor="))
  }

  @Test func `the limit may change from page to page, the filters may not`() async throws {
    let cursor = try #require(try await page("/notes?flavour=a&limit=1").cursor)
    #expect(try await page("/notes?cursor=\(cursor)&flavour=a&limit=3").items == ["4", "3", "2"])
    for uri in ["/notes?cursor=\(cursor)", "/notes?cursor=\(cursor)&flavour=b"] {
      #expect(try await Document(Notebook.ask(.get, uri)).mistakes == ["?cursor invalid_format"])
    }
  }

  @Test(arguments: [
    ("limit=0", ["?limit out_of_range"]),
    ("limit=201", ["?limit out_of_range"]),
    ("limit=ten", ["?limit wrong_type"]),
    ("limit=", ["?limit wrong_type"]),
    ("cursor=", ["?cursor invalid_format"]),
    ("cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAA", ["?cursor invalid_format"]),
    (
      "priority=urgent&limit=-1&offset=3",
      [
        "?priority not_allowed", "?limit out_of_range", "?offset unknown_field",
      ]
    ),
  ])
  func `a page that cannot be read is refused with all violations`(
    query: String, mistakes: [String]
  ) async throws {
    let response = try await Notebook.ask(.get, "/notes?\(query)")
    #expect(response.status == .unprocessableContent)
    #expect(try Document(response).mistakes == mistakes)
  }
}
