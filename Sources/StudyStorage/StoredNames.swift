import Foundation
import GRDB

extension SQLiteStore {
    /// The names of the studies of a file, for a shell's completions: quick, whatever the file's version and size, and
    /// without a trace on the disk. Every version has had these names.
    ///
    /// - Throws: where the file is not there, or not settle's.
    public static func studyNames(path: String) throws -> [String] {
        guard try StorageFile.exists(path) else { throw StorageError.missing(path: path) }
        let log = try? FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int
        // While others work on it, their log has the last studies. Without one, an ordinary connection would make one.
        let isAtRest = (log ?? 0) == 0
        let allowed = CharacterSet.urlPathAllowed.subtracting(CharacterSet(charactersIn: "?#%"))
        let escaped = URL(fileURLWithPath: path).path.addingPercentEncoding(withAllowedCharacters: allowed) ?? path
        var configuration = configuration(readOnly: true)
        configuration.busyMode = .immediateError
        let queue = try DatabaseQueue(
            path: isAtRest ? "file:\(escaped)?immutable=1" : path, configuration: configuration)
        return try queue.read { database in
            guard try Int32.fetchOne(database, sql: "PRAGMA application_id") == Schema.applicationID else {
                throw StorageError.otherProgram(path: path)
            }
            return try String.fetchAll(database, sql: "SELECT name FROM studies ORDER BY name")
        }
    }
}
