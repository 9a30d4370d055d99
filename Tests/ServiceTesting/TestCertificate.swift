package import Foundation
import NIOCore
package import NIOSSL

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

  /// Runs `body` with one in a folder that is gone afterwards.
  @discardableResult
  package static func with<Value>(
    _ names: String, _ body: (TestCertificate) async throws -> Value
  ) async throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tls-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(make(in: folder, for: names))
  }

  /// How a client trusts it, and nobody else.
  package var client: TLSConfiguration {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.trustRoots = .file(certificate.path())
    return tls
  }

  /// How a server presents it. `greet` gets the name that a client asks for.
  package func server(
    _ greet: @escaping @Sendable (String?) -> Void
  ) throws -> TLSConfiguration {
    var tls = TLSConfiguration.makeServerConfiguration(
      certificateChain: try NIOSSLCertificate.fromPEMFile(certificate.path())
        .map { .certificate($0) },
      privateKey: .privateKey(try NIOSSLPrivateKey(file: key.path(), format: .pem)))
    tls.sslContextCallback = { values, promise in
      greet(values.serverHostname)
      promise.succeed(.noChanges)
    }
    return tls
  }

  /// `openssl` is missing or refused.
  package struct NotMade: Error {
    /// What it said.
    package let said: String
  }
}
