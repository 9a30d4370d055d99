import Domain
import HTTPTypes

extension Problem {
  /// What is wrong with what was shown to say who asks.
  enum Credential: Sendable {
    /// There is none, or none of a kind that is read here.
    case missing
    /// Nobody is known by it: it was made up, has expired, or was revoked.
    case invalid
  }

  /// 401, with a challenge (RFC 6750 section 3): nobody knows who asks.
  static func unauthenticated(_ credential: Credential) -> Problem {
    switch credential {
    case .missing:
      Problem(.unauthenticated, detail: "Send a token: \"Authorization: Bearer fl_...\".")
        .with(.wwwAuthenticate, realm)
    case .invalid:
      Problem(.unauthenticated, detail: "The token is unknown, has expired or was revoked.")
        .with(
          .wwwAuthenticate,
          realm + #", error="invalid_token", error_description="unknown, expired or revoked""#)
    }
  }

  /// 403: who asks is known, and nobody of this role may do that.
  static func forbidden(to role: Role) -> Problem {
    Problem(.forbidden, detail: "The role \(role.rawValue) may not do this.")
      .with(.wwwAuthenticate, realm + #", error="insufficient_scope""#)
  }

  private static let realm = #"Bearer realm="firstline""#
}
