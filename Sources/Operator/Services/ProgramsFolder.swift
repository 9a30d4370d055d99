import Foundation

/// Where the services' programs are.
enum ProgramsFolder {
  /// The folder that was named, or else that of `firstline`; checked, so that nothing is begun in
  /// vain.
  static func find(_ named: String?) throws -> URL {
    let own = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    let folder = named.map { URL(filePath: $0).absoluteURL } ?? own.deletingLastPathComponent()
    for name in ["ticket-service", "incident-service"] {
      let path = folder.appending(path: name).path(percentEncoded: false)
      guard FileManager.default.isExecutableFile(atPath: path) else {
        throw OneLine("there is no program \(path): say where by --programs", status: 78)
      }
    }
    return folder
  }
}
