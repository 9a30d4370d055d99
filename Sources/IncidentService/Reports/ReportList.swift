import Reports
import Web

/// The reports that there are, with their columns.
struct ReportList: JSONWritable {
  let columns: [ReportColumn]

  func write(to json: inout JSONWriter) {
    json.object { json in
      json.array("items") { json in
        for report in ReportName.allCases {
          let columns = columns.filter { $0.report == report.rawValue }
          json.object { json in
            json.field("name", report)
            json.field("description", columns.first?.reportDescription)
            json.array("columns") { json in
              for column in columns {
                json.object { json in
                  json.field("name", column.name)
                  json.field("description", column.description)
                }
              }
            }
          }
        }
      }
    }
  }
}
