package import NIOSSL

extension TLSConfiguration {
  /// TLS 1.2 or 1.3 as a server, by a certificate (with its chain) and its key, both PEM files.
  /// Throws where a file cannot be read or the two do not fit.
  package static func server(certificate: String, key: String) throws -> TLSConfiguration {
    let chain = try NIOSSLCertificate.fromPEMFile(certificate)
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) },
      privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
    configuration.minimumTLSVersion = .tlsv12
    // A context is made for each connection later; here it tells whether the two fit.
    _ = try NIOSSLContext(configuration: configuration)
    return configuration
  }
}
