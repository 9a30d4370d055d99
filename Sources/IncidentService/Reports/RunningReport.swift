import HTTPTypes
import Hummingbird
import NIOCore
import Postgres
import Reports

/// A report of which the first rows are here, and the others come as they are sent.
struct RunningReport: Sendable {
  let report: Report
  let first: [[ColumnValue]]
  let place: ReportPlace

  /// The answer. Where the database fails in its midst, it ends without its end, which a client
  /// sees: the last chunk is missing.
  func response(as format: ReportFormat) -> Response {
    Response(
      status: .ok, headers: headers(of: format),
      body: ResponseBody { writer in
        try await write(as: format, to: &writer)
        try await writer.finish(nil)
      })
  }

  @concurrent
  private func write(as format: ReportFormat, to writer: inout any ResponseBodyWriter) async throws
  {
    var text = ReportWriter(format, of: report)
    var rows = first
    try await writer.write(ByteBuffer(string: text.head))
    while !rows.isEmpty {
      try await writer.write(ByteBuffer(string: text.write(rows)))
      rows = try await report.next()
    }
    let end = text.end
    if !end.isEmpty { try await writer.write(ByteBuffer(string: end)) }
    withExtendedLifetime(place) {}
  }

  private func headers(of format: ReportFormat) -> HTTPFields {
    var headers: HTTPFields = [.cacheControl: "no-store", .vary: "Accept"]
    switch format {
    case .json: headers[.contentType] = "application/json"
    case .csv:
      headers[.contentType] = "text/csv; charset=utf-8; header=present"
      headers[.contentDisposition] = "attachment; filename=\"\(report.fileName).csv\""
    }
    return headers
  }
}
