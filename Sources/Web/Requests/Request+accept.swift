package import Hummingbird

extension Request {
  /// Whether the client names this media type, in small letters, among those that it takes. A range
  /// such as `*/*` names none.
  package func accepts(_ mediaType: String) -> Bool {
    (headers[.accept] ?? "").split(separator: ",").contains { range in
      let type = range.split(separator: ";", omittingEmptySubsequences: false)[0]
      return type.trimmingSpaces().lowercased() == mediaType
    }
  }
}
