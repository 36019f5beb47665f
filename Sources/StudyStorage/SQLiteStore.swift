import Foundation
import GRDB
import HyperparameterSearch

/// A store in one SQLite file, in WAL mode. A file may have many studies.
///
/// Every call is one short transaction. Data that a call has written survives a loss of power once the call has
/// returned: the writer's `synchronous` is FULL, so each commit waits for the disk.
public final class SQLiteStore: TrialStore {
    /// How the file is opened.
    public enum Access: Sendable {
        /// For reading and writing. A missing file is made, and an older one is migrated.
        case writing
        /// For reading. A missing file is an error. Nothing is written, except that an older file is migrated.
        case reading
        /// For reading, and nothing is ever written. An older file is migrated in a copy.
        case unchanged
    }

    /// The lease of a run, in seconds: a run that does not call the store for longer may be taken for dead.
    public static let defaultLease: TimeInterval = 60

    /// The largest cache of a connection that writes, in KiB. It is filled only as far as pages are used.
    private static let writerCache = 65_536
    /// The file's log is moved into the file when it has this many pages: 16 MB.
    private static let pagesInLog = 4096

    /// The path of the file.
    public let path: String
    private let usage: Access
    /// The claim of at least this many new trials is stored as one row.
    let smallestRange: Int
    let lease: TimeInterval
    /// The network file system that the file is on; nil where the file is on a local one.
    let fileSystem: NetworkFileSystem?
    let reader: any DatabaseReader
    private let writer: DatabasePool?
    private let guardian: FileGuardian?

    /// - Parameters:
    ///   - path: of the file.
    ///   - access: whether anything will be written.
    ///   - lease: the lease of this process's runs, in seconds.
    /// - Throws: ``StorageError`` where the path is a folder, or the file is not a database, belongs to another
    ///   program, is newer, or is not accessible.
    public convenience init(
        path: String, access: Access = .writing, lease: TimeInterval = SQLiteStore.defaultLease
    ) throws {
        try self.init(path: path, access: access, lease: lease, fileSystem: NetworkFileSystem(of: path))
    }

    init(
        path: String, access: Access, lease: TimeInterval, fileSystem: NetworkFileSystem?, smallestRange: Int = 64
    ) throws {
        self.path = path
        self.smallestRange = smallestRange
        self.lease = lease
        self.fileSystem = fileSystem
        usage = access
        switch access {
        case .writing:
            let pool = try Self.openForWriting(path)
            (reader, writer, guardian) = (pool, pool, FileGuardian(path: path))
        case .reading:
            reader = try CleanClosing.opening(path) { try Self.openForReading(path) }
            (writer, guardian) = (nil, nil)
        case .unchanged:
            reader = try CleanClosing.opening(path) { try Self.openUnchanged(path) }
            (writer, guardian) = (nil, nil)
        }
    }

    /// Closes the file, and moves the content of the `-wal` beside it into it. Nothing is lost without this call. But a
    /// copy of the file alone, or a reader without the right to write beside it, would not see the last trials. No call
    /// may follow.
    public func close() throws {
        try Self.explaining(path) {
            // The writer must be the last connection to close, because a read-only one cannot move the log into the
            // file.
            writer?.invalidateReadOnlyConnections()
            try reader.close()
        }
        // The connection of the file may be gone already, where a copy of it was read.
        if usage != .writing { CleanClosing.removeCompanions(of: path, mayMove: usage == .reading) }
    }

    /// A warning where the file is on a network file system; nil elsewhere.
    public var warning: StoreWarning? {
        fileSystem.map {
            StoreWarning(
                "\(path) lies on a network file system (\($0.type)), where the processes of one machine only may work "
                    + "on it", remedy: .storePerMachine)
        }
    }

    // MARK: Transactions

    func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try Self.explaining(path) { try reader.read { try Self.naming(path, $0, body) } }
    }

    /// Reads from a study in one transaction.
    ///
    /// - Throws: `StudyError.noStudy` where the study was deleted; what `body` throws.
    func read<Result>(_ study: StudyID, _ body: (Database) throws -> Result) throws -> Result {
        try read { database in
            _ = try Self.direction(of: study, in: database)
            return try body(database)
        }
    }

    func write<Result>(_ body: (Database) throws -> Result) throws -> Result {
        guard let writer, let guardian else { throw StorageError.readOnly(path: path) }
        // The file is checked again after the transaction, because data in a deleted file is not recorded.
        try guardian.check(writer)
        try StoredRow.checkClock(path)
        let result = try Self.explaining(path) {
            try writer.write { database in try Self.naming(path, database) { try RowSealer.sealing($0, body) } }
        }
        try guardian.check(writer)
        return result
    }

    /// Turns the error of a damaged row into one that names this file and the study.
    static func naming<Result>(
        _ path: String, _ database: Database, _ body: (Database) throws -> Result
    ) throws -> Result {
        do {
            return try body(database)
        } catch let error as DamagedRow {
            throw error.named(path, database)
        }
    }

    /// Turns GRDB's errors into errors that name this file.
    static func explaining<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw StorageError(error, path: path)
        } catch let error as RowDecodingError {
            throw StorageError.row(path: path, detail: StoredRow.text(of: error))
        } catch let error as DecodingError {
            throw StorageError.row(path: path, detail: StoredRow.text(of: error))
        }
    }

    // MARK: Opening

    private static func openForWriting(_ path: String) throws -> DatabasePool {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        _ = try StorageFile.exists(path)
        do {
            try StorageFile.makeFolder(folder)
        } catch {
            throw StorageError.unreadable(path: folder, detail: error.description)
        }
        return try FolderLock.hold(folder) {
            try explaining(path) {
                if try StorageFile.exists(path) {
                    try HotJournal.rollBack(path)
                    // The check comes before any writing, so that another program's file is not changed.
                    try checkSchema(try DatabaseQueue(path: path, configuration: configuration(readOnly: true)), path)
                    guard access(path, W_OK) == 0 else { throw StorageError.readOnly(path: path) }
                }
                guard access(folder, W_OK) == 0 else { throw StorageError.readOnly(path: path) }
                let pool = try DatabasePool(
                    path: path, configuration: configuration(readOnly: false, isNew: isEmpty(path)))
                // GRDB sets NORMAL for pools, with which a loss of power may undo the last commits.
                // The pages of a large study's indices stay in memory, and reach the file once for several commits.
                try pool.writeWithoutTransaction {
                    try $0.execute(
                        sql: """
                            PRAGMA synchronous = FULL; PRAGMA cache_size = \(-writerCache);
                            PRAGMA wal_autocheckpoint = \(pagesInLog)
                            """)
                }
                // The mark is written first. If the process is killed later, tables without a mark would count as
                // another program's.
                try pool.write { try $0.execute(sql: "PRAGMA application_id = \(Schema.applicationID)") }
                try refuseEarlierRun(pool, path)
                try Schema.migrator.migrate(pool)
                return pool
            }
        }
    }

    private static func openForReading(_ path: String) throws -> any DatabaseReader {
        guard try StorageFile.exists(path) else { throw StorageError.missing(path: path) }
        return try explaining(path) {
            let queue = try openReadOnly(path)
            guard try checkSchema(queue, path) else { return queue }
            guard access(path, W_OK) == 0 else {
                if try queue.read(Schema.hasAllTables) { return queue }
                throw StorageError.olderReadOnly(path: path)
            }
            return try openForWriting(path)
        }
    }

    /// Opens a read-only connection. Where the WAL's index cannot be made beside the file, the connection treats the
    /// file as immutable. (No other process can write to it there either.)
    static func openReadOnly(_ path: String) throws -> DatabaseQueue {
        try HotJournal.rollBack(path)
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration(readOnly: true))
            _ = try queue.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM sqlite_master") }
            return queue
        } catch let error as DatabaseError
            where error.resultCode == .SQLITE_CANTOPEN || error.resultCode == .SQLITE_READONLY
        {
            let log = try? FileManager.default.attributesOfItem(atPath: path + "-wal")
            guard (log?[.size] as? Int ?? 0) == 0 else { throw StorageError.unmerged(path: path) }
            if HotJournal.mayExist(path) { return try HotJournal.openRolledBackCopy(path) }
            let allowed = CharacterSet.urlPathAllowed.subtracting(CharacterSet(charactersIn: "?#%"))
            let escaped =
                URL(fileURLWithPath: path).path.addingPercentEncoding(withAllowedCharacters: allowed) ?? path
            return try DatabaseQueue(
                path: "file:\(escaped)?immutable=1", configuration: configuration(readOnly: true))
        }
    }

    /// - Returns: whether the file needs migrations.
    @discardableResult
    static func checkSchema(_ queue: DatabaseQueue, _ path: String) throws -> Bool {
        try queue.read { database in
            let tables = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM sqlite_master") ?? 0
            let application = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
            guard application == Schema.applicationID || tables == 0 else {
                throw StorageError.otherProgram(path: path)
            }
            // A later version may make views and triggers, so that its files are recognized first.
            if try Schema.hasPlainTableOfMigrations(database), try Schema.migrator.hasBeenSuperseded(database) {
                throw StorageError.newer(path: path)
            }
            try Schema.refuseViewsAndTriggers(database, path)
            return try !Schema.migrator.hasCompletedMigrations(database)
        }
    }

    /// A process of an earlier version that is at work would go on writing rows in its own form after a migration.
    ///
    /// - Throws: ``StorageError/earlierAtWork(path:)`` where a run has not ended and its lease has not expired.
    private static func refuseEarlierRun(_ pool: DatabasePool, _ path: String) throws {
        let isAtWork = try pool.read { database in
            guard try !Schema.migrator.hasCompletedMigrations(database), try database.tableExists("runs") else {
                return false
            }
            return try Bool.fetchOne(
                database, sql: "SELECT EXISTS (SELECT 1 FROM runs WHERE ended_at IS NULL AND lease_expires_at > ?)",
                arguments: [Date().timeIntervalSince1970]) ?? false
        }
        if isAtWork { throw StorageError.earlierAtWork(path: path) }
    }

    private static func isEmpty(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) != 0 || status.st_size == 0
    }

    /// - Parameter isNew: whether the file is to be made. It will then know where its pages belong, so that it can get
    ///   smaller.
    static func configuration(readOnly: Bool, isNew: Bool = false) -> Configuration {
        var configuration = Configuration()
        if isNew {
            configuration.prepareDatabase { database in
                // The pool's other connections are read-only.
                guard !database.configuration.readonly else { return }
                try database.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
            }
        }
        configuration.readonly = readOnly
        configuration.busyMode = .timeout(20)
        configuration.label = "studies"
        return configuration
    }
}
