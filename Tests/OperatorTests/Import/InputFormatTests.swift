import Operator
import Testing

@Suite struct InputFormatTests {
  @Test(arguments: [
    ("tickets.csv", InputFormat.csv), ("a/b.c/tickets.CSV.gz", .csv), ("x.ndjson", .ndjson),
    ("x.jsonl.gz", .ndjson), ("x.NDJSON", .ndjson), ("x.json", nil), ("-", nil), ("csv", nil),
    ("x.csv.zip", nil), ("x.gz", nil), ("", nil),
  ])
  func `a file's name says how its rows are written`(name: String, format: InputFormat?) {
    #expect(InputFormat(fileName: name) == format)
  }
}
