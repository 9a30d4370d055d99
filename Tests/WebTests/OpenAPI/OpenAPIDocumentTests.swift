import HTTPTypes
import Testing
import Web

struct OpenAPIDocumentTests {
  private static let part = Schema.boolean.named("Part")
  private static let whole = Schema.object([.required("part", part)]).named("Whole")

  private static let document = OpenAPIDocument(
    title: "Desk", version: "1.0.0", description: "A desk.",
    routes: [
      DocumentedRoute(
        .post, "/things",
        Operation(
          "make_thing", "Make", needs: nil, tag: "things", description: "It is made.",
          parameters: [.idempotencyKey],
          body: .json(whole, examples: [.init("one", .object([.init("part", true)]))]),
          answers: [
            .json(
              201, "Made.", whole, headers: [.location],
              links: [.init("read", to: "read_thing", "id", from: "$response.body#/id")])
          ])),
      DocumentedRoute(
        .get, "/things/{id}",
        Operation(
          "read_thing", "Read", needs: nil, tag: "things", parameters: [.id],
          answers: [.json(200, "It.", whole)])
      ),
      DocumentedRoute(
        .get, "/things", Operation("list_things", "List", needs: nil, tag: "lists", answers: [])),
    ])

  @Test func `the document has every route under its path, and each path once`() throws {
    let paths = try Self.document.json.member("paths")
    #expect(paths.names == ["/things", "/things/{id}"])
    #expect(try paths.member("/things").names == ["post", "get"])
    let post = try paths.member("/things").member("post")
    #expect(
      post.names
        == [
          "operationId", "summary", "description", "tags", "security", "parameters", "requestBody",
          "responses",
        ])
    #expect(
      try post.member("responses").names
        == ["201", "400", "409", "413", "415", "422", "500", "503"])
    #expect(
      try post.member("parameters").text
        == ##"[{"$ref":"#/components/parameters/idempotency_key"}]"##)
    #expect(
      try post.member("requestBody").text
        == ##"{"required":true,"content":{"application/json":"##
        + ##"{"schema":{"$ref":"#/components/schemas/Whole"},"##
        + #""examples":{"one":{"value":{"part":true}}}}}}"#)
    #expect(
      try post.member("responses").member("201").member("links").text
        == ##"{"read":{"operationId":"read_thing","parameters":{"id":"$response.body#/id"}}}"##)
  }

  @Test func `whatever is referred to is there`() throws {
    let text = Self.document.text
    let components = try Self.document.json.member("components")
    let references = text.matches(of: #/"#\/components\/([a-z]+)\/([^"]+)"/#)
    #expect(references.count > 20)
    for reference in references {
      #expect(try components.member(String(reference.1)).names.contains(String(reference.2)))
    }
    #expect(
      try components.member("schemas").names == ["Part", "Problem", "Violation", "Whole"])
    #expect(try components.member("parameters").names == ["id", "idempotency_key"])
  }

  @Test func `headings stand in the order of the routes`() throws {
    #expect(try Self.document.json.member("tags").text == #"[{"name":"things"},{"name":"lists"}]"#)
  }

  @Test func `it says that it is OpenAPI 3.1 and what it is about`() {
    #expect(
      Self.document.text.hasPrefix(
        #"{"openapi":"3.1.0","info":{"title":"Desk","version":"1.0.0","description":"A desk."},"#))
  }
}

extension OrderedJSON {
  fileprivate var names: [String] {
    guard case .object(let members) = self else { return [] }
    return members.map(\.name)
  }

  fileprivate func member(_ name: String) throws -> OrderedJSON {
    guard case .object(let members) = self else { throw NoSuchMember(name: name) }
    guard let member = members.first(where: { $0.name == name }) else {
      throw NoSuchMember(name: name)
    }
    return member.value
  }
}

private struct NoSuchMember: Error { let name: String }
