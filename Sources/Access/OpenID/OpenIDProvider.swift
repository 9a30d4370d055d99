package import Domain
import Foundation
import JWTKit
import Logging
import Synchronization

/// Believes the JSON Web Tokens of an OpenID provider (RFC 7519; OpenID Connect Core, section
/// 3.1.3.7).
package final class OpenIDProvider: Sendable {
  private let settings: OpenIDSettings
  private let keys: ProviderKeys
  private let known = Mutex<[TokenDigest: Known]>([:])

  /// Somebody whose token was found good a short time ago.
  private struct Known {
    let principal: Principal
    let end: ContinuousClock.Instant
  }

  /// Signatures that only the provider can make. `none` is not among them, and neither is HMAC,
  /// whose key would be the public one.
  private static let algorithms: Set = [
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
  ]
  /// How long a token that was found good is not looked at again, and how many are remembered.
  private static let memory = (age: Duration.seconds(60), size: 10_000)
  /// By how many seconds the provider's clock may differ from ours.
  private static let leeway = 30.0

  /// - Parameter pause: The keys are not fetched again within it.
  package init(_ settings: OpenIDSettings, pause: Duration = .seconds(10)) {
    self.settings = settings
    keys = ProviderKeys(url: settings.keys, pause: pause)
  }

  /// Who shows this; nil where it is no good token of the provider, or says no role. Throws
  /// ``ProviderUnavailable`` where that cannot be found out.
  package func principal(of text: Substring) async throws -> Principal? {
    let digest = TokenDigest(of: text)
    let now = ContinuousClock.now
    if let known = known.withLock({ $0[digest] }), known.end > now { return known.principal }
    do {
      let claims = try await verified(text)
      let (principal, rest) = try read(claims)
      keep(principal, as: digest, until: now + min(rest, Self.memory.age))
      return principal
    } catch let refusal as Refused {
      Logger.current.debug("a token is refused", metadata: ["reason": "\(refusal.reason)"])
      return nil
    }
  }

  private struct Refused: Error {
    let reason: String
  }

  /// What a token says whose signature is good.
  private func verified(_ text: Substring) async throws -> Claims {
    let bytes = Array(text.utf8)
    let parser = DefaultJWTParser()
    guard let header = try? parser.parse(bytes, as: Claims.self).header else {
      throw Refused(reason: "it is no JSON Web Token")
    }
    guard let algorithm = header.alg, Self.algorithms.contains(algorithm) else {
      throw Refused(reason: "it is not signed by a key that only the provider has")
    }
    guard header.fields["crit"] == nil else {
      throw Refused(reason: "it asks for what is not understood")
    }
    guard let name = header.kid, let keys = try await keys.keys(having: name) else {
      throw Refused(reason: "it is signed by a key that the provider does not have")
    }
    guard keys.algorithms[name] == algorithm else {
      throw Refused(reason: "its key does not sign by this algorithm")
    }
    do {
      return try await keys.keys.verify(bytes, as: Claims.self)
    } catch {
      throw Refused(reason: "its signature is not good")
    }
  }

  /// Who it is, and for how long.
  private func read(_ claims: Claims) throws -> (Principal, rest: Duration) {
    guard claims["iss"]?.texts == [settings.issuer] else { throw Refused(reason: "its issuer") }
    guard claims["aud"]?.texts.contains(settings.audience) == true else {
      throw Refused(reason: "its audience")
    }
    let now = Double(Instant.now().microseconds) / 1e6
    guard let end = claims["exp"]?.number, end + Self.leeway > now else {
      throw Refused(reason: "it has expired")
    }
    guard claims["nbf"]?.number ?? 0 <= now + Self.leeway else {
      throw Refused(reason: "it is not good yet")
    }
    guard let subject = claims["sub"]?.texts.first,
      let name = claims[settings.nameClaim]?.texts.first,
      case .success(let name) = TextRule.actor.check(name, at: settings.nameClaim)
    else { throw Refused(reason: "it does not say who it is") }
    guard let role = claims[settings.roleClaim].flatMap({ Self.role($0.texts) }) else {
      throw Refused(reason: "it says no role")
    }
    let rest = Duration.seconds(min(end + Self.leeway - now, 86_400))
    return (Principal(.subject(subject), name: name, role: role), rest)
  }

  /// Of several roles the one that counts: `admin` has them all, and everybody may be a requester.
  private static func role(_ words: [String]) -> Role? {
    let order: [Role] = [.admin, .responder, .agent, .auditor, .requester]
    return order.first { words.contains($0.rawValue) }
  }

  private func keep(
    _ principal: Principal, as digest: TokenDigest, until end: ContinuousClock.Instant
  ) {
    known.withLock { known in
      if known.count >= Self.memory.size { known.removeAll(keepingCapacity: true) }
      known[digest] = Known(principal: principal, end: end)
    }
  }
}
