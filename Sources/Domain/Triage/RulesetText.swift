import Foundation

/// A ruleset's document as it is written, before it is known whether its words mean anything: what
/// has the shape of a document and may still be full of faults.
struct RulesetText: Decodable {
  /// What is wrong with a document.
  struct Faults: Error {
    let faults: [String]
  }

  struct Rule: Decodable {
    let category: String
    let priority: String
    let terms: [String]
    /// Members that nobody reads: typing errors.
    let unknownMembers: [String]
  }

  let `default`: String
  let rules: [Rule]
  /// Members that nobody reads: typing errors.
  let unknownMembers: [String]

  init(json: String) throws(Faults) {
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(json.utf8))
    } catch let error as DecodingError {
      throw Faults(faults: [error.sentence])
    } catch {
      throw Faults(faults: ["it cannot be read: \(error)"])
    }
  }
}

extension RulesetText {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case `default`
    case rules
  }

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: CodingKeys.self)
    `default` = try members.decode(String.self, forKey: .default)
    rules = try members.decode([Rule].self, forKey: .rules)
    unknownMembers = try decoder.memberNames(except: CodingKeys.allCases.map(\.rawValue))
  }
}

extension RulesetText.Rule {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case category
    case priority
    case terms
  }

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: CodingKeys.self)
    category = try members.decode(String.self, forKey: .category)
    priority = try members.decode(String.self, forKey: .priority)
    terms = try members.decode([String].self, forKey: .terms)
    unknownMembers = try decoder.memberNames(except: CodingKeys.allCases.map(\.rawValue))
  }
}

/// The name of any member of a JSON object.
private struct AnyName: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

extension Decoder {
  /// The names of the object's members, in alphabetical order, without those in `known`.
  fileprivate func memberNames(except known: [String]) throws -> [String] {
    try container(keyedBy: AnyName.self).allKeys.map(\.stringValue)
      .filter { !known.contains($0) }.sorted()
  }
}

extension DecodingError {
  fileprivate var sentence: String {
    switch self {
    case .keyNotFound(let key, let context):
      "\((context.codingPath + [key]).path) is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "\(context.codingPath.path) has the wrong type"
    case .dataCorrupted(let context):
      context.codingPath.isEmpty ? "it is not JSON" : "\(context.codingPath.path) cannot be read"
    @unknown default:
      "it cannot be read"
    }
  }
}

extension [any CodingKey] {
  /// For example `rules[0].terms`.
  fileprivate var path: String {
    let path = reduce(into: "") { path, key in
      if let index = key.intValue {
        path += "[\(index)]"
      } else {
        path += path.isEmpty ? key.stringValue : ".\(key.stringValue)"
      }
    }
    return path.isEmpty ? "the document" : path
  }
}
