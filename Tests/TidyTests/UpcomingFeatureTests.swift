import Testing

/// A misspelt feature is silently off, so each is asked for here.
@Suite struct UpcomingFeatureTests {
  private static let isOn: [String: Bool] = {
    var isOn: [String: Bool] = [:]
    #if hasFeature(ExistentialAny)
      isOn["ExistentialAny"] = true
    #endif
    #if hasFeature(MemberImportVisibility)
      isOn["MemberImportVisibility"] = true
    #endif
    #if hasFeature(InternalImportsByDefault)
      isOn["InternalImportsByDefault"] = true
    #endif
    #if hasFeature(NonisolatedNonsendingByDefault)
      isOn["NonisolatedNonsendingByDefault"] = true
    #endif
    return isOn
  }()

  @Test(arguments: [
    "ExistentialAny", "MemberImportVisibility", "InternalImportsByDefault",
    "NonisolatedNonsendingByDefault",
  ])
  func `an upcoming feature is really on`(feature: String) {
    #expect(Self.isOn[feature] == true, "is it misspelt in Package.swift?")
  }

  @Test func `the features of Package.swift are the ones that are looked at here`() throws {
    let package = try Project.file("Package.swift").lines.joined(separator: "\n")
    let enabled = package.matches(of: /enableUpcomingFeature\("(\w+)"\)/).map { String($0.1) }
    #expect(Set(enabled) == Set(Self.isOn.keys))
  }

  @Test func `the language mode is Swift 6`() {
    #if swift(>=6)
      let mode = 6
    #else
      let mode = 5
    #endif
    #expect(mode == 6)
  }

  @Test func `every target has the one list of flags, in which warnings are errors`() throws {
    let package = try Project.file("Package.swift").lines.joined(separator: "\n")
    #expect(package.contains(".treatAllWarnings(as: .error)"))
    let targets = package.matches(of: /\.(target|executableTarget|testTarget)\(/).count
    #expect(package.matches(of: /swiftSettings: flags\)/).count == targets)
    #expect(package.matches(of: /swiftSettings:/).count == targets)
  }
}
