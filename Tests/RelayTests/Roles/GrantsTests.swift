import DatabaseTesting
import Postgres
import Testing

/// Promise 6: each role can do only its own job. What there is to be tried comes from the
/// catalogue, so that nothing new is forgotten.
@Suite(.database, .timeLimit(.minutes(2))) struct GrantsTests {
  private var owner: Database { TestDatabase.current.owner }

  /// A table or view, and a column that can be written.
  private struct Relation: RowDecodable {
    let name: String
    let column: String

    init(row: inout Row) throws(ColumnMismatch) {
      name = try row.next()
      column = try row.next()
    }

    /// A statement that changes nothing where it is allowed.
    func statement(_ verb: Rights.Verb) -> String {
      switch verb {
      case .select: "SELECT FROM \(name) LIMIT 0"
      case .insert: "INSERT INTO \(name) (\(column)) VALUES (DEFAULT)"
      case .update: "UPDATE \(name) SET \(column) = DEFAULT WHERE FALSE"
      case .delete: "DELETE FROM \(name) WHERE FALSE"
      case .truncate: "TRUNCATE \(name)"
      }
    }
  }

  private func relations() async throws -> [Relation] {
    try await owner.query(
      """
      SELECT format('%s.%s', class.relnamespace::regnamespace, class.relname),
        min(attribute.attname::text)
      FROM pg_class AS class
      JOIN pg_attribute AS attribute
        ON attribute.attrelid = class.oid
        AND attribute.attnum > 0
        AND NOT attribute.attisdropped
        AND attribute.attidentity = ''
        AND attribute.attgenerated = ''
      WHERE class.relnamespace = ANY (\(Rights.schemas)::text[]::regnamespace[])
        AND class.relkind IN ('r', 'p', 'v', 'm', 'f')
      GROUP BY class.oid
      ORDER BY class.oid
      """, as: Relation.self)
  }

  /// What the server says to a statement of a role.
  private enum Answer: Equatable {
    /// It is not the role's job.
    case refused
    /// A view that cannot be written, whoever asks.
    case impossible
    /// It has done it, or would have, but for the values.
    case allowed
  }

  private func answer(_ role: Database, _ statement: String) async throws -> Answer {
    do {
      try await role.execute("\(unsafe: statement)")
      return .allowed
    } catch let error as DatabaseError where error.sqlState == .insufficientPrivilege {
      // The ledger's trigger refuses, too; the right itself must be missing.
      return error.message.hasSuffix("is append-only") ? .allowed : .refused
    } catch let error as DatabaseError
      where ["55000", "42809", "0A000"].contains(error.sqlState?.rawValue)
    {
      return .impossible
    } catch is DatabaseError {
      return .allowed
    }
  }

  @Test func `it is decided for every table and view who may do what with it`() async throws {
    let found = try await relations().map(\.name).filter { !Rights.isMonth($0) }
    #expect(Set(found) == Rights.decided)
  }

  @Test(arguments: Rights.roles)
  func `a role may do with each table what was decided, and nothing else`(
    role: String
  ) async throws {
    let database = TestDatabase.current.connect(as: role, poolSize: 1)
    for relation in try await relations() {
      for verb in Rights.Verb.allCases {
        let statement = relation.statement(verb)
        let answer = try await answer(database, statement)
        if Rights.allow(role, verb, relation.name) {
          #expect(answer == .allowed, "\(role) should be able to: \(statement)")
        } else {
          #expect(answer != .allowed, "\(role) may: \(statement)")
        }
      }
    }
  }

  @Test func `a right for a column alone is one of those that are decided`() async throws {
    let found: [String] = try await owner.values(
      """
      SELECT format(
        '%s may %s %s.%s', entry.grantee::regrole, lower(entry.privilege_type),
        attribute.attrelid::regclass, attribute.attname)
      FROM pg_attribute AS attribute
      CROSS JOIN LATERAL aclexplode(attribute.attacl) AS entry
      WHERE attribute.attrelid >= 16384
      ORDER BY entry.grantee, attribute.attrelid, attribute.attnum, entry.privilege_type
      """)
    #expect(Set(found) == Rights.columns)
  }

  @Test func `no right can be passed on`() async throws {
    let found: [String] = try await owner.values(
      """
      SELECT class.oid::regclass::text
      FROM pg_class AS class
      CROSS JOIN LATERAL aclexplode(class.relacl) AS entry
      WHERE entry.is_grantable
        AND entry.grantee <> class.relowner
        AND class.oid >= 16384
      ORDER BY class.oid
      """)
    #expect(found == [])
  }

  /// Statements about something of the catalogue, which only its owner may run.
  private func ownerStatements() async throws -> [String] {
    try await owner.values(
      """
      SELECT format(statement, class.oid::regclass)
      FROM pg_class AS class
      CROSS JOIN unnest(ARRAY[
        'ALTER TABLE %s DISABLE TRIGGER ALL', 'ALTER TABLE %s OWNER TO CURRENT_USER',
        'DROP TABLE %s', 'CREATE TRIGGER mine BEFORE INSERT ON %s EXECUTE FUNCTION mine()',
        'ALTER TABLE %s ADD COLUMN mine integer', 'CREATE INDEX ON %s ((1))',
        'ALTER TABLE %s DISABLE ROW LEVEL SECURITY'
      ]) AS statement
      WHERE class.relnamespace = ANY (\(Rights.schemas)::text[]::regnamespace[])
        AND class.relkind = 'r'
      UNION ALL
      SELECT format('DROP VIEW %s', class.oid::regclass)
      FROM pg_class AS class
      WHERE class.relnamespace = ANY (\(Rights.schemas)::text[]::regnamespace[])
        AND class.relkind = 'v'
      UNION ALL
      SELECT format(statement, proc.oid::regprocedure)
      FROM pg_proc AS proc
      CROSS JOIN unnest(ARRAY[
        'ALTER FUNCTION %s SECURITY DEFINER', 'DROP FUNCTION %s',
        'ALTER FUNCTION %s OWNER TO CURRENT_USER'
      ]) AS statement
      WHERE proc.pronamespace = ANY (\(Rights.schemas)::text[]::regnamespace[])
      UNION ALL
      SELECT format(statement, schema)
      FROM unnest(\(Rights.schemas)::text[]) AS schema
      CROSS JOIN unnest(ARRAY[
        'CREATE TABLE %s.mine (a integer)', 'CREATE VIEW %s.mine AS SELECT 1',
        'CREATE FUNCTION %s.mine() RETURNS integer LANGUAGE sql RETURN 1', 'DROP SCHEMA %s',
        'CREATE SEQUENCE %s.mine', 'ALTER SCHEMA %s OWNER TO CURRENT_USER'
      ]) AS statement
      """)
  }

  @Test(arguments: Rights.roles)
  func `a role changes no table, view, function or schema itself`(role: String) async throws {
    let database = TestDatabase.current.connect(as: role, poolSize: 1)
    let statements = try await ownerStatements()
    #expect(statements.count > 200)
    for statement in statements {
      #expect(try await answer(database, statement) == .refused, "\(role): \(statement)")
    }
  }

  @Test(arguments: Rights.roles)
  func `a role draws only from the sequences of its job`(role: String) async throws {
    let database = TestDatabase.current.connect(as: role, poolSize: 1)
    let sequences: [String] = try await owner.values(
      """
      SELECT oid::regclass::text
      FROM pg_class
      WHERE relkind = 'S'
        AND relnamespace = ANY (\(Rights.schemas)::text[]::regnamespace[])
      """)
    #expect(sequences.count > 5)
    for sequence in sequences {
      let mayDraw = Rights.drawn[role]?.contains(sequence) == true
      let draw = try await answer(database, "SELECT nextval('\(sequence)')")
      #expect((draw == .allowed) == mayDraw, "\(role): \(sequence)")
      let set = try await answer(database, "SELECT setval('\(sequence)', 1)")
      #expect(set == .refused, "\(role): \(sequence)")
    }
  }

  @Test func `no function lends the rights of its owner but to make the ledger's months`()
    async throws
  {
    let lending: [String] = try await owner.values(
      """
      SELECT oid::regprocedure::text
      FROM pg_proc
      WHERE prosecdef
        AND pronamespace = ANY (\(Rights.schemas)::text[]::regnamespace[])
      ORDER BY proname
      """)
    #expect(lending == ["ledger.know_events()", "ledger.make_months(bigint)"])
  }

  private static let forbidden = [
    "SET session_replication_role = replica", "ALTER SYSTEM SET fsync = off",
    "CREATE ROLE mine", "CREATE ROLE mine SUPERUSER", "CREATE DATABASE mine",
    "ALTER ROLE CURRENT_USER SUPERUSER", "ALTER ROLE CURRENT_USER BYPASSRLS",
    "ALTER ROLE ticket_service CREATEROLE", "ALTER ROLE incident_service CREATEDB",
    "ALTER ROLE reporter REPLICATION", "DROP ROLE mine_or_not, reporter",
    "CREATE SCHEMA mine", "CREATE EXTENSION pg_trgm SCHEMA public",
    "CREATE EVENT TRIGGER mine ON ddl_command_start EXECUTE FUNCTION mine()",
    "CREATE PUBLICATION mine FOR ALL TABLES", "COPY (SELECT 1) TO PROGRAM 'true'",
    "COPY (SELECT 1) TO '/tmp/mine'", "SELECT pg_read_file('PG_VERSION')",
    "SELECT pg_ls_dir('.')", "SELECT lo_import('/etc/passwd')", "LOAD '/tmp/mine'",
    "SELECT rolpassword FROM pg_authid", "SELECT passwd FROM pg_shadow", "CHECKPOINT",
    "SELECT pg_reload_conf()", "SELECT pg_switch_wal()",
    "CREATE FUNCTION pg_temp.mine() RETURNS integer LANGUAGE c AS 'mine'",
  ]

  @Test(arguments: Rights.roles)
  func `a role has no power over the server, and becomes nobody else`(role: String) async throws {
    let database = TestDatabase.current.connect(as: role, poolSize: 1)
    let others: [String] = try await owner.values(
      """
      SELECT format(statement, quote_ident(rolname))
      FROM pg_roles
      CROSS JOIN unnest(ARRAY['SET ROLE %s', 'SET SESSION AUTHORIZATION %s']) AS statement
      WHERE rolname <> \(role)
      """)
    #expect(others.count > 10)
    for statement in Self.forbidden + others {
      #expect(try await answer(database, statement) == .refused, "\(role): \(statement)")
    }
  }

  @Test func `there is nothing but views in reporting`() async throws {
    let others: [String] = try await owner.values(
      """
      SELECT relname::text FROM pg_class
      WHERE relnamespace = 'reporting'::regnamespace AND relkind <> 'v'
      """)
    #expect(others == [])
  }

  @Test func `no role owns anything or has a right that is given to owners`() async throws {
    let powers: [String] = try await owner.values(
      """
      SELECT rolname::text FROM pg_roles
      WHERE rolname = ANY (\(Rights.roles))
        AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)
      UNION ALL
      SELECT relname::text FROM pg_class
      WHERE relowner = ANY (\(Rights.roles)::text[]::regrole[])
      """)
    #expect(powers == [])
  }
}
