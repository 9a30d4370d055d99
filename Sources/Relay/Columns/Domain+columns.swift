package import Domain
package import Postgres

// How the values of the domain travel to and from PostgreSQL: an enumeration as its raw value, an
// instant as the count of microseconds that it is.

extension Category: Bindable, ColumnDecodable {}
extension Priority: Bindable, ColumnDecodable {}
extension TicketStatus: Bindable, ColumnDecodable {}
extension IncidentStatus: Bindable, ColumnDecodable {}
extension DecidedBy: Bindable, ColumnDecodable {}
extension Comment.Visibility: Bindable, ColumnDecodable {}
extension Role: Bindable, ColumnDecodable {}
extension SLAMetric: Bindable, ColumnDecodable {}
extension SLAState: Bindable, ColumnDecodable {}
extension SLASubject.Kind: Bindable, ColumnDecodable {}

/// Here and not beside the protocols, so that the compiler makes a version for each enumeration.
/// One for all had to look up in every row what it was working on.
extension RawRepresentable<String> where Self: Bindable {
  package static var typeID: TypeID { String.typeID }
  package static var arrayTypeID: TypeID { String.arrayTypeID }

  package func encode(into bytes: inout [UInt8]) { rawValue.encode(into: &bytes) }
}

extension RawRepresentable<String> where Self: ColumnDecodable {
  package init(_ column: Column) throws(ColumnMismatch) {
    let word = try String(column)
    guard let value = Self(rawValue: word) else {
      throw column.mismatch("a \(Self.self)", found: word)
    }
    self = value
  }
}

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
