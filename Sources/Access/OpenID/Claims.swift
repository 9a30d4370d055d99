import JWTKit

/// What a JSON Web Token says, whatever it is. Its signature has been verified.
struct Claims: JWTPayload {
  private let members: [String: Claim]

  init(from decoder: any Decoder) throws {
    members = try [String: Claim](from: decoder)
  }

  func encode(to encoder: any Encoder) throws {
    try members.encode(to: encoder)
  }

  /// What must hold is asked by who knows the settings.
  func verify(using algorithm: some JWTAlgorithm) {}

  /// The claim of this name, or at the end of this way: a name may have dots of its own.
  subscript(path: String) -> Claim? {
    if let claim = members[path] { return claim }
    var claim = Claim.object(members)
    for name in path.split(separator: ".") {
      guard case .object(let members) = claim, let next = members[String(name)] else { return nil }
      claim = next
    }
    return claim
  }
}

/// The value of a claim: any JSON.
enum Claim: Codable, Sendable, Equatable {
  case text(String)
  case number(Double)
  case truth(Bool)
  case list([Claim])
  case object([String: Claim])
  case nothing

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .nothing
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let truth = try? value.decode(Bool.self) {
      self = .truth(truth)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let list = try? value.decode([Claim].self) {
      self = .list(list)
    } else {
      self = .object(try value.decode([String: Claim].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .number(let number): try container.encode(number)
    case .truth(let truth): try container.encode(truth)
    case .list(let list): try container.encode(list)
    case .object(let members): try container.encode(members)
    case .nothing: try container.encodeNil()
    }
  }

  /// The text that it is, or the texts that are in it.
  var texts: [String] {
    switch self {
    case .text(let text): [text]
    case .list(let list): list.compactMap { if case .text(let text) = $0 { text } else { nil } }
    default: []
    }
  }

  /// The number that it is.
  var number: Double? { if case .number(let number) = self { number } else { nil } }
}
