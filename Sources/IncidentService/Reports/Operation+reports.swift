import Domain
import Reports
import Web

extension Operation {
  static let listReports = Operation(
    "list_reports", "List the reports", needs: .readReports, tag: "reports",
    description: "Every report, with what it and each of its columns says.",
    answers: [
      .json(
        200, "All of them.",
        .object([.required("items", .array(of: .reportDescription))]).named("ReportList"))
    ])

  static let readReport = Operation(
    "read_report", "Read a report", needs: .readReports, tag: "reports",
    description: """
      The rows and columns of the view of this name in schema `reporting`, or of the function \
      `reporting.metrics`. They are sent as the database has them, from one snapshot: what ends \
      without its last chunk has failed and is not all. As CSV (RFC 4180) with \
      `Accept: text/csv` or `format=csv`: a line with the names, lines that end in CR LF, nothing \
      for null, and an apostrophe before a text that a spreadsheet would compute.

      `metrics` takes any time, in any zone and as it was known at any instant. The others are of \
      whole days in UTC, and `workload` is of now.
      """,
    parameters: [
      .path("name", .enumeration(ReportName.self), "Which report."),
      .query(
        "from", bound,
        """
        Where it begins: a date or, of `metrics` only, a time. A date begins at midnight in `tz`. \
        30 days before `to` without it.
        """),
      .query("to", bound, "Where it ends, itself not included. After today without it."),
      .query(
        "tz", Schema.string(1...100).defaulting(to: "UTC"),
        "The zone in which buckets begin, by its IANA name; `UTC` but for `metrics`."),
      .query(
        "bucket", Schema.enumeration(ReportBucket.self).defaulting(to: "day"),
        "How the time is cut; `day` but for `metrics`."),
      .query("as_of", .timestamp, "As it was known then; of `metrics` only. Now without it."),
      .query(
        "format", .enumeration(ReportFormat.self), "Counts more than `Accept`."),
    ],
    answers: [
      Answer(
        200, "The report.",
        bodies: [
          Answer.Body("application/json", .report), Answer.Body("text/csv", .string()),
        ], headers: [.contentDisposition])
    ])

  private static let bound = Schema.string(
    10...35, pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ].*)?$"
  ).example("2026-06-01")
}

extension Schema {
  fileprivate static let reportDescription = Schema.object([
    .required("name", .enumeration(ReportName.self)),
    .required("description", Schema.string().nullable),
    .required(
      "columns",
      .array(
        of: .object([
          .required("name", .string()), .required("description", Schema.string().nullable),
        ]))),
  ]).named("ReportDescription")

  fileprivate static let report = Schema.object([
    .required("report", .enumeration(ReportName.self)),
    .required("from", Schema.string().nullable.describedAs("Where it begins.")),
    .required("to", Schema.string().nullable.describedAs("Where it ends.")),
    .required("tz", .string()),
    .required("bucket", Schema.enumeration(ReportBucket.self).nullable),
    .required(
      "as_of",
      Schema.timestamp.nullable.describedAs(
        "As it was known when: asked with it again, `metrics` says the same.")),
    .required(
      "items",
      .array(
        of: .dictionary(
          of: .either([Schema.string().nullable, .number, .boolean])
        ).describedAs("A row, by the names of its columns."))),
  ]).named("Report")
}

extension ResponseHeader {
  fileprivate static let contentDisposition = ResponseHeader(
    "Content-Disposition", .string(), "Of CSV: what a file with it may be called.")
}
