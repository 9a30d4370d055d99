/// The page around Swagger UI.
struct DocsPage {
  let title: String

  /// Nothing but our own files, and no script or style within the page. `data:` is for the icons in
  /// Swagger UI's style sheet.
  static let contentSecurityPolicy: String = [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:",
    "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
  ].joined(separator: "; ")

  /// Paths begin at the root, because the page is the same at `/docs` and `/docs/`.
  var html: String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(escapedTitle)</title>
    <link rel="icon" type="image/png" href="/docs/favicon-32x32.png">
    <link rel="stylesheet" href="/docs/swagger-ui.css">
    </head>
    <body>
    <div id="docs"></div>
    <noscript>This page needs JavaScript. The contract is at \
    <a href="/openapi.json">/openapi.json</a>.</noscript>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
    </body>
    </html>

    """
  }

  /// `validatorUrl` would send the contract to a server of others.
  static let script: String = """
    SwaggerUIBundle({
      url: "/openapi.json",
      dom_id: "#docs",
      deepLinking: true,
      displayRequestDuration: true,
      tryItOutEnabled: true,
      validatorUrl: null
    });

    """

  private var escapedTitle: String {
    title.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
  }
}
