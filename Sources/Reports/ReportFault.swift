package import Domain

/// What is wrong with one parameter of a report.
package struct ReportFault: Hashable, Sendable {
  /// The parameter.
  package let parameter: ReportParameter
  /// What kind of mistake it is, for programs.
  package let code: Violation.Code
  /// What is wrong, for people: the rest of a sentence that begins with the name.
  package let detail: String
}

/// Everything that is wrong with the parameters of a report.
package struct ReportFaults: Error {
  /// At least one.
  package let faults: [ReportFault]
}
