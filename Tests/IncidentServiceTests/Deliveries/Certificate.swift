import Foundation
import NIOCore
import NIOSSL
import Testing

/// A certificate for names and addresses that signs itself, made for one test by `openssl`.
struct Certificate {
  let certificate: NIOSSLCertificate
  private let key: NIOSSLPrivateKey

  /// `names` as an extension has them: `DNS:receiver.invalid,IP:127.0.0.1`.
  init(for names: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tls-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    let openssl = Process()
    openssl.executableURL = URL(filePath: "/usr/bin/env")
    openssl.currentDirectoryURL = folder
    openssl.arguments = [
      "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
      "-nodes", "-subj", "/CN=receiver", "-addext", "subjectAltName=\(names)", "-days", "2",
      "-keyout", "key.pem", "-out", "certificate.pem",
    ]
    openssl.standardError = FileHandle.nullDevice
    try openssl.run()
    openssl.waitUntilExit()
    try #require(openssl.terminationStatus == 0)
    certificate = try #require(
      try NIOSSLCertificate.fromPEMFile(folder.appending(path: "certificate.pem").path()).first)
    key = try NIOSSLPrivateKey(file: folder.appending(path: "key.pem").path(), format: .pem)
  }

  /// How a server presents it. `greet` gets the name that a client asks for.
  func server(_ greet: @escaping @Sendable (String?) -> Void) -> TLSConfiguration {
    var tls = TLSConfiguration.makeServerConfiguration(
      certificateChain: [.certificate(certificate)], privateKey: .privateKey(key))
    tls.sslContextCallback = { values, promise in
      greet(values.serverHostname)
      promise.succeed(.noChanges)
    }
    return tls
  }

  /// How a client trusts it, and nobody else.
  var client: TLSConfiguration {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.trustRoots = .certificates([certificate])
    return tls
  }
}
