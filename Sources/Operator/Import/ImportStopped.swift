/// Why an import ended before its file did.
package enum ImportStopped: Error, Equatable, CustomStringConvertible {
  /// The server answers what no row would change, such as 401 or 404.
  case turnedAway(status: String, url: String)
  /// This many rows failed one after the other.
  case gaveUp(failures: Int, last: String)

  package var description: String {
    switch self {
    case .turnedAway(let status, let url):
      "stopped: POST \(url) is answered with \(status); "
        + (status.hasPrefix("401") || status.hasPrefix("403")
          ? "is the token one of a requester or an agent?" : "is a ticket service there?")
    case .gaveUp(let failures, let last):
      "stopped: \(failures) rows failed in a row (\(last)); run it again to carry on, "
        + "nothing is made twice"
    }
  }
}
