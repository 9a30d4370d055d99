import HTTPTypes
import Synchronization

/// Which methods each path knows. It is asked only after the router has found nothing.
final class RouteTable: Sendable {
  private struct Entry {
    let template: String
    let segments: [Segment]
    var methods: [HTTPRequest.Method]
  }

  private enum Segment: Equatable {
    case literal(Substring)
    case parameter(Substring)
    /// `**`: everything that follows.
    case rest

    init(_ text: Substring) {
      if text == "**" {
        self = .rest
      } else {
        self = text.first == "{" && text.last == "}" ? .parameter(text) : .literal(text)
      }
    }

    func matches(_ text: Substring) -> Bool {
      guard case .literal(let literal) = self else { return true }
      return literal == text
    }
  }

  private let entries = Mutex<[Entry]>([])

  /// Notes that `template` knows `method`, and HEAD with GET.
  func add(_ method: HTTPRequest.Method, _ template: String) {
    let segments = template.split(separator: "/").map(Segment.init)
    entries.withLock { entries in
      let index =
        entries.firstIndex { $0.segments == segments }
        ?? {
          let twin = entries.first { Self.isSamePath($0.segments, segments) }
          precondition(twin == nil, "\(template) is the same path as \(twin?.template ?? "")")
          entries.append(Entry(template: template, segments: segments, methods: []))
          return entries.count - 1
        }()
      entries[index].methods.append(method)
      if method == .get { entries[index].methods.append(.head) }
    }
  }

  /// The template that `path` matches, and the methods that it knows; nil where nothing matches.
  func match(_ path: String) -> (template: String, methods: [HTTPRequest.Method])? {
    let parts = path.split(separator: "/")
    return entries.withLock { entries in
      let matching = entries.filter { Self.matches($0.segments, parts) }
      // `/tickets/export` is that path, and not the ticket "export".
      let best = matching.max { Self.literals($0.segments) < Self.literals($1.segments) }
      return best.map { ($0.template, $0.methods) }
    }
  }

  private static func matches(_ segments: [Segment], _ parts: [Substring]) -> Bool {
    if segments.last == .rest {
      return parts.count >= segments.count && zip(segments, parts).allSatisfy { $0.matches($1) }
    }
    return parts.count == segments.count && zip(segments, parts).allSatisfy { $0.matches($1) }
  }

  private static func literals(_ segments: [Segment]) -> Int {
    segments.count { if case .literal = $0 { true } else { false } }
  }

  private static func isSamePath(_ one: [Segment], _ other: [Segment]) -> Bool {
    one.count == other.count
      && zip(one, other).allSatisfy {
        if case .parameter = $0, case .parameter = $1 { true } else { $0 == $1 }
      }
  }
}
