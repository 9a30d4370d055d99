/// The object identifier of a PostgreSQL type, as `pg_type.oid` has it.
///
/// The built-in ones are fixed: `src/include/catalog/pg_type.dat` of PostgreSQL.
package struct TypeID: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  static let bool = TypeID(rawValue: 16)
  /// `bytea`.
  package static let bytea = TypeID(rawValue: 17)
  static let name = TypeID(rawValue: 19)
  static let int8 = TypeID(rawValue: 20)
  static let int2 = TypeID(rawValue: 21)
  static let int4 = TypeID(rawValue: 23)
  static let text = TypeID(rawValue: 25)
  static let json = TypeID(rawValue: 114)
  static let xid8Array = TypeID(rawValue: 271)
  static let float4 = TypeID(rawValue: 700)
  static let float8 = TypeID(rawValue: 701)
  static let date = TypeID(rawValue: 1082)
  static let boolArray = TypeID(rawValue: 1000)
  /// `bytea[]`.
  package static let byteaArray = TypeID(rawValue: 1001)
  static let textArray = TypeID(rawValue: 1009)
  static let int4Array = TypeID(rawValue: 1007)
  static let int8Array = TypeID(rawValue: 1016)
  static let float8Array = TypeID(rawValue: 1022)
  static let character = TypeID(rawValue: 1042)
  static let varchar = TypeID(rawValue: 1043)
  static let timestamptz = TypeID(rawValue: 1184)
  static let timestamptzArray = TypeID(rawValue: 1185)
  static let uuid = TypeID(rawValue: 2950)
  static let jsonb = TypeID(rawValue: 3802)
  static let jsonbArray = TypeID(rawValue: 3807)
  static let xid8 = TypeID(rawValue: 5069)
}
