import Foundation
import GRDB

/// A place for a new database. The database is checked and on the disk before it is put there; otherwise nothing is
/// written.
struct DatabaseTarget {
    /// What the new database may replace.
    enum Occupant {
        case nothing
        /// A copy that a backup made earlier; it is replaced.
        case copy
    }

    /// The path as the user named it.
    let path: String
    let occupant: Occupant
    /// The databases that the new one is made from.
    let sources: [String]

    /// - Parameter fill: writes a database to the given path, and closes it.
    /// - Throws: ``DatabaseTargetError``, ``StorageError``, and what `fill` throws.
    func write<Result>(_ fill: (String) throws -> Result) throws -> Result {
        // An empty name and a folder have errors of their own.
        if !path.isEmpty, !path.hasSuffix("/") { try StoragePath.check(path) }
        let place = try place()
        let folder = URL(fileURLWithPath: place).deletingLastPathComponent().path
        guard access(folder, W_OK) == 0 else { throw unwritable("\(folder): \(SystemError())") }
        let file = PendingFile(for: place)
        defer { file.discard() }
        do {
            let result = try fill(file.temporaryPath)
            try requireWhole(file.temporaryPath)
            // The place is checked again because filling may take long.
            guard try self.place() == place else { throw unwritable("its symbolic links changed meanwhile") }
            try put(file, at: place)
            return result
        } catch let error as SystemError {
            throw unwritable(error.description)
        } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_BUSY, .SQLITE_LOCKED:
                throw StorageError(error, path: source)
            default:
                throw unwritable(error.text)
            }
        }
    }

    private func put(_ file: PendingFile, at place: String) throws {
        switch occupant {
        case .copy:
            // The files that SQLite left beside the old copy when it was read. The log is empty.
            for ending in ["-wal", "-shm"] { unlink(place + ending) }
            try file.replace()
        case .nothing:
            guard try file.takeFreePlace() else { throw DatabaseTargetError.exists(path: path) }
        }
    }

    // MARK: The place

    /// - Returns: the path of the place, without symbolic links.
    /// - Throws: ``DatabaseTargetError`` where the database cannot be put there.
    private func place() throws(DatabaseTargetError) -> String {
        let target: TargetPlace
        do {
            target = try TargetPlace(path)
        } catch {
            switch error {
            case .unnamed: throw .unwritable(path: "''", detail: "it has no name")
            case .missingFolder(let folder): throw unwritable("\(folder): \(SystemError(code: ENOENT))")
            case .system(let error): throw unwritable(error.description)
            }
        }
        if target.occupant == .folder { throw .folder(path: path) }
        if target.occupant != .nothing, occupant == .nothing { throw .exists(path: path) }
        if DatabaseFiles.protection(of: target.path, sparing: sources) == .storage { throw .isTheStorage(path: path) }
        if DatabaseFiles.isCompanion(target.path) { throw .besideADatabase(path: path) }
        // SQLite would take a log that stays behind for the new file's.
        for ending in ["-wal", "-journal"] {
            switch DatabaseFiles.content(of: target.path + ending) {
            case .empty, .noFile: break
            case .unreadable: throw unwritable("\(path)\(ending) cannot be read")
            case .sqlite, .other: throw .inUse(path: path)
            }
        }
        switch target.occupant {
        case .nothing: break
        case .file:
            switch DatabaseFiles.journalMode(ofOurs: target.path) {
            case .rollback: break
            case .writeAheadLog: throw .workedOn(path: path)
            case nil: throw .notOurs(path: path)
            }
        case .folder, .stream, .descriptor, .unsuitable: throw .notOurs(path: path)
        }
        return target.path
    }

    private func unwritable(_ detail: String) -> DatabaseTargetError {
        .unwritable(path: path, detail: detail)
    }

    // MARK: Its content

    /// The sources, for messages about damage.
    private var source: String { sources.joined(separator: ", ") }

    private func requireWhole(_ temporary: String) throws {
        // The connection must be writable, because on a read-only one SQLite does not check the schema's CHECKs.
        let queue = try DatabaseQueue(path: temporary)
        let faults = try queue.read { try String.fetchAll($0, sql: "PRAGMA integrity_check(1)") }
        try queue.close()
        guard faults == ["ok"] else {
            throw DatabaseTargetError.notWhole(
                path: path, source: source,
                detail: faults.first.map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") }
                    ?? "SQLite cannot check it")
        }
    }
}
