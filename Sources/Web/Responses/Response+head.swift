import HTTPTypes
import Hummingbird

extension Response {
  /// The answer to HEAD where this is the answer to GET: the same header and no body.
  ///
  /// Hummingbird's `createHeadResponse` gives a 304 a Content-Length of 0, which would speak of the
  /// content of the 200.
  var withoutBody: Response {
    var response = createHeadResponse()
    response.headers[.contentLength] = headers[.contentLength]
    return response
  }
}
