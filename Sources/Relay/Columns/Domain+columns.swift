package import Domain
package import Postgres

// How the values of the domain travel to and from PostgreSQL: an enumeration as its raw value, an
// instant as the count of microseconds that it is.

extension Category: Bindable, ColumnDecodable {}
extension Priority: Bindable, ColumnDecodable {}
extension TicketStatus: Bindable, ColumnDecodable {}
extension IncidentStatus: Bindable, ColumnDecodable {}
extension DecidedBy: Bindable, ColumnDecodable {}
extension SLAMetric: Bindable, ColumnDecodable {}
extension SLAState: Bindable, ColumnDecodable {}
extension SLASubject.Kind: Bindable, ColumnDecodable {}

extension Instant: Bindable {
  package static var typeID: TypeID { Timestamp.typeID }
  package static var arrayTypeID: TypeID { Timestamp.arrayTypeID }
  package func encode(into bytes: inout [UInt8]) {
    Timestamp(microseconds: microseconds).encode(into: &bytes)
  }
}

extension Instant: ColumnDecodable {
  package init(_ column: Column) throws(ColumnMismatch) {
    self.init(microseconds: try Timestamp(column).microseconds)
  }
}
