package import Foundation

/// A certificate that is its own authority, and its key, as PEM files made by `openssl`.
package struct TestCertificate: Sendable {
  /// The certificate, which is also what a client has to trust.
  package let certificate: URL
  /// Its private key.
  package let key: URL

  /// Makes one in `folder` for `names`, as `DNS:localhost,IP:127.0.0.1`, good for two days. Throws
  /// ``NotMade`` with what `openssl` said.
  package static func make(in folder: URL, for names: String) throws -> TestCertificate {
    let name = UUID().uuidString
    let made = TestCertificate(
      certificate: folder.appending(path: "\(name).crt"),
      key: folder.appending(path: "\(name).key"))
    let openssl = Process()
    openssl.executableURL = URL(filePath: "/usr/bin/env")
    openssl.arguments = [
      "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
      "-days", "2", "-subj", "/CN=firstline test", "-addext", "subjectAltName=\(names)",
      "-keyout", made.key.path(), "-out", made.certificate.path(),
    ]
    let said = Pipe()
    openssl.standardError = said
    try openssl.run()
    let text = try said.fileHandleForReading.readToEnd() ?? Data()
    openssl.waitUntilExit()
    guard openssl.terminationStatus == 0 else {
      throw NotMade(said: String(decoding: text, as: UTF8.self))
    }
    return made
  }

  /// `openssl` is missing or refused.
  package struct NotMade: Error {
    /// What it said.
    package let said: String
  }
}
