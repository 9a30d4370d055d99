import Domain
import Hummingbird
import Reports
import Web

/// What is reported, for programs and for spreadsheets.
struct ReportRoutes: Sendable {
  private let desk: ReportDesk

  init(_ desk: ReportDesk) {
    self.desk = desk
  }

  func register(on routes: Routes) {
    routes.get("/reports", .listReports) { _, _ in
      Response.json(.ok, ReportList(columns: try await desk.columns()))
    }
    routes.get("/reports/{name}", .readReport) { request, context in
      guard let name = context.parameters.get("name").flatMap(ReportName.init(rawValue:)) else {
        throw Problem(.notFound, detail: "There is no such report; GET /reports has their names.")
      }
      let wish = try request.readQuery { ReportWish(of: name, from: &$0) }
      do {
        let report = try await desk.begin(wish.question)
        return report.response(as: wish.format ?? (request.accepts("text/csv") ? .csv : .json))
      } catch let refusal as ReportFaults {
        throw Problem.invalidInput(refusal.faults.map(Violation.init))
      }
    }
  }
}

/// What a client says about a report.
private struct ReportWish {
  let question: ReportQuestion
  let format: ReportFormat?

  /// Reads every parameter; nil after a violation.
  init?(of name: ReportName, from query: inout QueryReader) {
    var given: [ReportParameter: String] = [:]
    for parameter in ReportParameter.allCases where parameter != .format {
      given[parameter] = query.optional(parameter.rawValue, TextRule(length: 1...100))
    }
    format = query.optional(ReportParameter.format.rawValue, .oneOf(ReportFormat.self))
    do {
      question = try ReportQuestion(name, given)
    } catch {
      for fault in error.faults {
        query.refuse(fault.parameter.rawValue, fault.code, fault.detail)
      }
      return nil
    }
  }
}

extension Violation {
  /// As a client reads it.
  fileprivate init(_ fault: ReportFault) {
    self.init(pointer: "?\(fault.parameter.rawValue)", code: fault.code, detail: fault.detail)
  }
}
