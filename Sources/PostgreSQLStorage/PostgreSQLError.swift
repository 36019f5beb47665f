/// The error of a PostgreSQL server that cannot be used as a store. A `server` names the database, the host and the user.
public enum PostgreSQLError: Error, Sendable, CustomStringConvertible {
    /// This machine has no libpq.
    case noLibrary(detail: String)
    /// A text is no address.
    case address(detail: String)
    /// An address has a password in it.
    case password
    /// There is no connection: no server, no such database or user, or no permission to connect.
    case unreachable(server: String, detail: String)
    /// A connection was lost, and could not be made again in time.
    case lost(server: String, seconds: Int, detail: String)
    /// The server's PostgreSQL is older than 12.
    case tooOld(server: String, version: String)
    /// The database has another encoding than UTF8.
    case encoding(server: String, found: String)
    /// The schema has no studies.
    case missing(server: String, schema: String)
    /// The schema has tables of another program.
    case otherProgram(server: String, schema: String)
    /// A newer version of Settle made the tables.
    case newer(server: String, schema: String)
    /// An older version made the tables, and this connection may not change them.
    case older(server: String, schema: String)
    /// The server accepts no writing: it is a copy of another one, or its administrator said so.
    case readOnly(server: String)
    /// The user lacks a right.
    case noRights(server: String, detail: String)
    /// The server has no room left on its disk or in its memory.
    case full(server: String, detail: String)
    /// Other transactions got in the way of every attempt.
    case collisions(server: String, detail: String)
    /// Something that is stored cannot be read.
    case row(server: String, detail: String)
    /// Another error of the server.
    case refused(server: String, state: String, detail: String)

    /// The error for an error of the server.
    init(_ error: ServerError, server: String, schema: String) {
        let detail = error.message
        switch error.state {
        case nil: self = .lost(server: server, seconds: 0, detail: detail)
        case "25006": self = .readOnly(server: server)
        case "42501": self = .noRights(server: server, detail: detail)
        case "3F000", "42P01": self = .missing(server: server, schema: schema)
        case "53100", "53200", "58030": self = .full(server: server, detail: detail)
        case "40001", "40P01", "55P03": self = .collisions(server: server, detail: detail)
        case let state?: self = .refused(server: server, state: state, detail: detail)
        }
    }

    /// Whether the content of the database is bad, rather than the server or the way to it.
    public var isBadData: Bool {
        switch self {
        case .encoding, .otherProgram, .newer, .row: true
        default: false
        }
    }

    /// Whether the user must name another database.
    public var isUsage: Bool {
        switch self {
        case .address, .password: true
        default: false
        }
    }

    public var description: String { "\(fact); \(remedy)" }

    /// The reason, without a remedy.
    public var fact: String {
        switch self {
        case .noLibrary(let detail): "PostgreSQL's client library libpq is missing (\(detail))"
        case .address(let detail): "the address of the PostgreSQL database cannot be read (\(detail))"
        case .password: "the address of the PostgreSQL database has a password in it, which others could read"
        case .unreachable(let server, let detail): "there is no connection to \(server) (\(detail))"
        case .lost(let server, let seconds, let detail):
            "the connection to \(server) was lost" + (seconds > 0 ? ", and not made again within \(seconds) s" : "")
                + " (\(detail))"
        case .tooOld(let server, let version): "the server of \(server) is PostgreSQL \(version)"
        case .encoding(let server, let found): "\(server) has the encoding \(found), which cannot hold all texts"
        case .missing(let server, let schema): "there are no studies in the schema '\(schema)' of \(server)"
        case .otherProgram(let server, let schema): "the schema '\(schema)' of \(server) has tables of another program"
        case .newer(let server, let schema):
            "the schema '\(schema)' of \(server) was written by a newer version of settle"
        case .older(let server, let schema):
            "the schema '\(schema)' of \(server) was written by an older version of settle, and is only read now"
        case .readOnly(let server):
            "\(server) cannot be written: it is a copy of another server, or is set to read-only"
        case .noRights(let server, let detail): "the user lacks a right on \(server) (\(detail))"
        case .full(let server, let detail): "the server of \(server) has no room left (\(detail))"
        case .collisions(let server, let detail):
            "other transactions on \(server) got in the way too often (\(detail))"
        case .row(let server, let detail): "\(server) holds a row that settle did not write (\(detail))"
        case .refused(let server, let state, let detail): "\(server) refused a statement (\(detail), SQLSTATE \(state))"
        }
    }

    /// The remedy in the library's terms. A program may give its own instead.
    public var remedy: String {
        switch self {
        case .noLibrary: "install it (on Debian and Ubuntu: libpq5; with Homebrew: libpq)"
        case .address: "write postgresql://user@host/database"
        case .password: "leave it out, and give it as PGPASSWORD, in ~/.pgpass or in a service file"
        case .unreachable: "check the server, the names and the password, then try again"
        case .lost: "check the server and the network, then resume: what was recorded is safe"
        case .tooOld: "use PostgreSQL 12 or later"
        case .encoding: "use a database with the encoding UTF8"
        case .missing: "open it for writing, which makes them, or name another schema"
        case .otherProgram: "name another schema (this one was not touched)"
        case .newer: "use that version, or another schema"
        case .older: "open it for writing once, which brings it up to date"
        case .readOnly: "write to the main server, or have it set to read-write"
        case .noRights: "have it granted"
        case .full: "make room and resume: what was recorded is safe"
        case .collisions: "try again"
        case .row: "restore a backup"
        case .refused: "ask the server's administrator, then resume: what was recorded is safe"
        }
    }
}
