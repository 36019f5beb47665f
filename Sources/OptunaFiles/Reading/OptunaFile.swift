import Foundation
import GRDB

/// An SQLite storage of Optuna's, opened for reading. It is never changed.
struct OptunaFile {
    struct Study: Hashable {
        let id: Int64
        let name: String
    }

    let path: String
    private let queue: DatabaseQueue

    /// - Throws: ``OptunaFileError`` where the file cannot be read, has other tables than Optuna's, or has code.
    init(_ path: String) throws {
        self.path = path
        try Self.checkFile(path)
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(20)
        configuration.prepareDatabase {
            try $0.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")
        }
        queue = try Self.explaining(path) {
            let place = Self.isWriteAheadLog(path) ? Self.immutable(path) : path
            let queue = try DatabaseQueue(path: place, configuration: configuration)
            try queue.read { try Self.checkSchema($0, path) }
            return queue
        }
    }

    func close() { try? queue.close() }

    /// Calls `body` with the study of a name, or the only study where there is no name. The file's content stays the
    /// same meanwhile.
    func withStudy<Result>(
        named name: String?, localZone: TimeZone, _ body: (OptunaStudy) throws -> Result
    ) throws -> Result {
        try Self.explaining(path) {
            try queue.read { database in
                let studies = try Self.studies(database)
                let names = studies.map(\.name)
                if let name, !names.contains(name) { throw OptunaFileError(path, .noStudy(name, all: names)) }
                guard let study = studies.first(where: { name == nil || $0.name == name }) else {
                    throw OptunaFileError(path, .empty)
                }
                guard name != nil || studies.count == 1 else { throw OptunaFileError(path, .severalStudies(names)) }
                return try body(OptunaStudy(study, path: path, localZone: localZone, in: database))
            }
        }
    }

    /// The studies, in the order in which they were made.
    private static func studies(_ database: Database) throws -> [Study] {
        try Row.fetchAll(database, sql: "SELECT study_id, study_name FROM studies ORDER BY study_id").compactMap {
            row in
            guard let id = Int64.fromDatabaseValue(row[0]), let name = String.fromDatabaseValue(row[1]) else {
                return nil
            }
            return Study(id: id, name: name)
        }
    }

    // MARK: Checks

    private static func checkFile(_ path: String) throws {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw OptunaFileError(
                path, [ENOENT, ENOTDIR].contains(errno) ? .missing : .unreadable(String(cString: strerror(errno))))
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw OptunaFileError(path, .noFile) }
        guard access(path, R_OK) == 0 else {
            throw OptunaFileError(path, .unreadable(String(cString: strerror(errno))))
        }
        guard header(path).starts(with: Data("SQLite format 3\0".utf8)) else { throw OptunaFileError(path, .notSQLite) }
        for ending in ["-wal", "-journal"] {
            guard stat(path + ending, &status) == 0, status.st_size > 0 else { continue }
            throw OptunaFileError(path, .inUse)
        }
    }

    private static func header(_ path: String) -> Data {
        guard let file = FileHandle(forReadingAtPath: path) else { return Data() }
        defer { try? file.close() }
        return (try? file.read(upToCount: 100)) ?? Data()
    }

    /// Whether the file is in the WAL mode, in which a reader would write beside it.
    private static func isWriteAheadLog(_ path: String) -> Bool {
        let header = header(path)
        return header.count > 18 && header[18] == 2
    }

    private static func immutable(_ path: String) -> String {
        let allowed = CharacterSet.urlPathAllowed.subtracting(CharacterSet(charactersIn: "?#%"))
        let escaped = URL(fileURLWithPath: path).path.addingPercentEncoding(withAllowedCharacters: allowed) ?? path
        return "file:\(escaped)?immutable=1"
    }

    private static func checkSchema(_ database: Database, _ path: String) throws {
        // SQLite runs the code of views, triggers and computed columns when a table is read.
        let code = try String.fetchOne(
            database,
            sql: """
                SELECT name FROM sqlite_master AS object
                WHERE type NOT IN ('table', 'index') OR sql LIKE 'CREATE VIRTUAL%'
                OR EXISTS (SELECT 1 FROM pragma_table_xinfo(object.name) WHERE hidden > 1)
                """)
        if let code { throw OptunaFileError(path, .code(String(code.prefix(100)))) }
        let needed: Set = [
            "alembic_version", "studies", "study_directions", "study_user_attributes", "study_system_attributes",
            "trials", "trial_params", "trial_values", "trial_intermediate_values", "trial_user_attributes",
            "trial_system_attributes", "version_info",
        ]
        let tables = try String.fetchSet(database, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
        guard tables.contains("studies"), tables.contains("trials"), tables.contains("version_info") else {
            throw OptunaFileError(path, .notOptuna)
        }
        // Storages of the first versions have no revision.
        guard tables.contains("alembic_version") else { throw OptunaFileError(path, .older(revision: "none")) }
        let revisions = try String.fetchAll(database, sql: "SELECT version_num FROM alembic_version")
        guard revisions.count == 1, !OptunaSchema.older.contains(revisions[0]) else {
            throw OptunaFileError(path, .older(revision: String((revisions.first ?? "none").prefix(32))))
        }
        guard OptunaSchema.readable.contains(revisions[0]) else {
            throw OptunaFileError(path, .unknown(revision: String(revisions[0].prefix(32))))
        }
        guard tables.isSuperset(of: needed) else { throw OptunaFileError(path, .notOptuna) }
    }

    /// Turns SQLite's errors into errors that name this file.
    static func explaining<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_NOTADB: throw OptunaFileError(path, .notSQLite)
            case .SQLITE_READONLY: throw OptunaFileError(path, .inUse)
            default: throw OptunaFileError(path, .unreadable(error.message ?? "\(error.resultCode)"))
            }
        }
    }
}
