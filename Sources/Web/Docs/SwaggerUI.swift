import Foundation
import HTTPTypes
import Hummingbird

/// The maintained build of Swagger UI in a folder, served as it is, without anything from the
/// internet. The build is not in the repository: `script/up` and the image fetch it (PyPI,
/// `drf-spectacular-sidecar`).
struct SwaggerUI: Sendable {
  /// A file that the page needs. Nothing else of the folder can be asked for.
  enum Asset: String, CaseIterable, Sendable {
    /// Ours; the others are of the build.
    case start = "start.js"
    case styles = "swagger-ui.css"
    case script = "swagger-ui-bundle.js"
    case icon = "favicon-32x32.png"

    var mediaType: String {
      switch self {
      case .styles: "text/css"
      case .start, .script: "text/javascript"
      case .icon: "image/png"
      }
    }

    /// What the answer's `Content-Type` says.
    var contentType: String { self == .icon ? mediaType : "\(mediaType); charset=utf-8" }
  }

  let folder: String

  /// The page. - Throws: the problem 503 where a file of the build is missing.
  func page(title: String) throws -> Response {
    for asset in Asset.allCases where asset != .start && !isThere(asset) { throw Self.missing }
    return text(DocsPage(title: title).html, "text/html; charset=utf-8")
  }

  /// A file of the page. - Throws: the problem 503 where it is missing.
  func file(_ asset: Asset, context: DeskContext) async throws -> Response {
    if asset == .start { return text(DocsPage.script, asset.contentType) }
    guard isThere(asset) else { throw Self.missing }
    let body = try await FileIO().loadFile(path: path(asset), context: context)
    var headers = Self.headers(asset.contentType)
    headers[.cacheControl] = "public, max-age=3600"
    return Response(status: .ok, headers: headers, body: body)
  }

  private func text(_ text: String, _ contentType: String) -> Response {
    var headers = Self.headers(contentType)
    headers[.cacheControl] = "no-cache"
    return Response(
      status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  private static func headers(_ contentType: String) -> HTTPFields {
    [
      .contentType: contentType,
      .contentSecurityPolicy: DocsPage.contentSecurityPolicy,
      .xContentTypeOptions: "nosniff",
      .xFrameOptions: "DENY",
      .referrerPolicy: "no-referrer",
      .crossOriginResourcePolicy: "same-origin",
    ]
  }

  private func isThere(_ asset: Asset) -> Bool {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path(asset), isDirectory: &isFolder)
    return exists && !isFolder.boolValue
  }

  private func path(_ asset: Asset) -> String { folder + "/" + asset.rawValue }

  private static let missing = Problem.unavailable(
    """
    The folder that SWAGGER_UI names has no build of Swagger UI. The contract is at \
    /openapi.json.
    """,
    retryAfter: 60)
}
