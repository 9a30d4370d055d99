import Domain
import NIOCore

@testable import Web

extension InputProperty {
  /// A body is read, or refused with violations that have a place and name every member that nobody
  /// knows; never is it our own mistake.
  static let fields = InputProperty("fields") { input in
    do {
      let form = try JSONBody(bytes: ByteBuffer(bytes: input)).read(Form.self)
      try claim("a title is trimmed", !form.title.isEmpty)
      try claim("a tag is a word", form.tags.allSatisfy { TagRule.length ~= $0.utf8.count })
      try claim("a level is within its limits", Form.levels ~= form.level)
    } catch is MalformedJSON {
    } catch let refusal as InvalidInput {
      try claim("there is a violation", !refusal.violations.isEmpty)
      for violation in refusal.violations {
        try claim("\(violation.pointer) is in the body", violation.pointer.hasPrefix("#"))
        try claim("\(violation.pointer) is ASCII", violation.pointer.utf8.allSatisfy { $0 < 0x80 })
        try claim("\(violation.pointer) has an explanation", !violation.detail.isEmpty)
      }
      try checkUnknown(refusal, in: try JSONParser.parse(ByteBuffer(bytes: input)))
    }
  }

  private static func checkUnknown(_ refusal: InvalidInput, in body: JSONValue) throws {
    guard case .object(let members) = body else { return }
    let unknown = members.filter { !Form.names.contains($0.name) }.count
    let named = refusal.violations.count {
      $0.code == .unknownField && !$0.pointer.hasPrefix("#/steps/")
    }
    try claim("all of \(unknown) unknown members are named", named >= unknown)
  }
}

/// A body with a member of every kind.
private struct Form: JSONReadable {
  static let levels: ClosedRange<Int64> = 1...9
  static let names: Set = ["title", "note", "level", "at", "loud", "status", "tags", "steps"]

  let title: String
  let level: Int64
  let tags: [String]

  init?(from fields: inout FieldReader) {
    let title = fields.required("title", .title)
    _ = fields.nullable("note", .note)
    let level = fields.required("level", .integer(Self.levels))
    _ = fields.optional("at", .instant)
    _ = fields.optional("loud", .boolean)
    _ = fields.nullable("status", .oneOf(TicketStatus.self))
    let tags = fields.optional("tags", each: .tag, atMost: 20)
    _ = fields.required("steps", objectsAtMost: 5) { _, step in
      step.required("note", .requester)
    }
    guard let title, let level else { return nil }
    self.title = title
    self.level = level
    self.tags = tags ?? []
  }
}
