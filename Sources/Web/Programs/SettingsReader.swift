import Configuration
import Domain
import NIOSSL

/// Reads variables one by one and keeps what is wrong with them. Where a value is wrong, something
/// harmless takes its place, so that all faults are found and not the first only.
struct SettingsReader {
  private(set) var faults: [String] = []
  private let config: ConfigReader

  init(arguments: [String], environment: [String: String]) {
    config = ConfigReader(providers: [
      CommandLineArgumentsProvider(arguments: arguments),
      // No array of ours stands in the environment, and a NUL cannot: nothing is split.
      EnvironmentVariablesProvider(environmentVariables: environment, arraySeparator: "\0"),
    ])
  }

  /// Any text that is not empty.
  mutating func text(_ variable: Variable) -> String {
    if let value = value(of: variable) ?? variable.standard { return value }
    faults.append("\(variable.name) is missing")
    return ""
  }

  /// Any text that is not empty, or nil where there is none.
  func optionalText(_ variable: Variable) -> String? { value(of: variable) }

  /// What TLS needs, or nil where neither file is named. The certificate and the key must fit.
  mutating func tls(certificate: Variable, key: Variable) -> TLSConfiguration? {
    switch (value(of: certificate), value(of: key)) {
    case (nil, nil): return nil
    case (let certificatePath?, let keyPath?):
      do {
        return try TLSConfiguration.server(certificate: certificatePath, key: keyPath)
      } catch {
        faults.append(
          "\(certificate.name) and \(key.name) must name a certificate and its key, PEM")
        return nil
      }
    default:
      faults.append("\(certificate.name) and \(key.name) go together; one is missing")
      return nil
    }
  }

  /// Origins between commas (RFC 6454: scheme, host and port), or none.
  mutating func origins(_ variable: Variable) -> [String] {
    let origins = value(of: variable)?.split(separator: ",").map { $0.trimmingSpaces() } ?? []
    for origin in origins
    where origin.wholeMatch(of: /https?:\/\/[a-z0-9.\-]+(:[0-9]{1,5})?/) == nil {
      refuse(variable, "origins such as https://desk.example.com", String(origin))
    }
    return origins.map { String($0) }
  }

  /// A connection string. Its value is never in a fault.
  mutating func databaseURL(
    _ variable: Variable, otherwise: DatabaseURL? = nil
  ) -> DatabaseURL {
    guard let text = value(of: variable) else {
      if otherwise == nil { faults.append("\(variable.name) is missing") }
      return otherwise ?? .none
    }
    if let url = DatabaseURL(text) { return url }
    faults.append(
      "\(variable.name) must be a postgresql:// or postgres:// URI, or libpq keywords such as "
        + "\"host=db dbname=firstline\"")
    return .none
  }

  /// A port, 0 included.
  mutating func port(_ variable: Variable) -> Int {
    let text = text(variable)
    if let port = Self.wholeNumber(text), 0...65_535 ~= port { return port }
    refuse(variable, "a whole number from 1 to 65535", text)
    return 0
  }

  /// A whole number between two bounds.
  mutating func wholeNumber(_ variable: Variable, from range: ClosedRange<Int>) -> Int {
    let text = text(variable)
    if let number = Self.wholeNumber(text), range.contains(number) { return number }
    refuse(variable, "a whole number from \(range.lowerBound) to \(range.upperBound)", text)
    return range.lowerBound
  }

  /// A number of seconds, decimals allowed, between 10 ms and a day.
  mutating func seconds(_ variable: Variable) -> Duration {
    let text = text(variable)
    if let seconds = Double(text), 0.01...86_400 ~= seconds { return .seconds(seconds) }
    refuse(variable, "a number of seconds from 0.01 to 86400", text)
    return .seconds(1)
  }

  /// One of some words, whatever the case.
  mutating func word<Word>(_ variable: Variable, from words: [Word]) -> Word
  where Word: RawRepresentable, Word.RawValue == String {
    let text = text(variable)
    if let word = words.first(where: { $0.rawValue == text.lowercased() }) { return word }
    let known = words.map(\.rawValue)
    refuse(
      variable, known.dropLast().joined(separator: ", ") + " or " + known[known.count - 1], text)
    return words[0]
  }

  /// Addresses and networks with commas between them, or `none`.
  mutating func networks(_ variable: Variable) -> [IPNetwork] {
    let text = text(variable)
    guard text.lowercased() != "none" else { return [] }
    let words = text.split(separator: ",").map { $0.filter { $0 != " " } }
    let networks = words.compactMap(IPNetwork.init(_:))
    if networks.count == words.count { return networks }
    refuse(variable, "addresses and networks as 10.0.0.0/8, or none", text)
    return []
  }

  /// `true` or `false`, whatever the case.
  mutating func truth(_ variable: Variable) -> Bool {
    let text = text(variable)
    if let value = Bool(text.lowercased()) { return value }
    refuse(variable, "true or false", text)
    return false
  }

  /// Keeps a fault that is more than a wrong value.
  mutating func refuse(_ fault: String) { faults.append(fault) }

  private mutating func refuse(_ variable: Variable, _ rule: String, _ text: String) {
    faults.append("\(variable.name) must be \(rule), not \(OrderedJSON.string(text).text)")
  }

  /// The value of a variable as it was given. The provider for flags splits values at commas, which
  /// is wrong for a URI with several hosts, so they are put together again.
  func value(of variable: Variable) -> String? {
    let parts = config.stringArray(forKey: ConfigKey(variable.words), isSecret: true) ?? []
    let value = parts.joined(separator: ",")
    return value.isEmpty ? nil : value
  }

  /// Digits and nothing else: `Int` would take `+80` as well.
  private static func wholeNumber(_ text: String) -> Int? {
    text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } ? Int(text) : nil
  }
}
