/// A place for a database of another program. What is there already is never replaced, and a file that is not whole is
/// never left there.
public enum NewDatabase {
    /// Calls `fill` with a path beside the place, and moves the database from there to the place.
    ///
    /// - Parameters:
    ///   - path: the place.
    ///   - source: the file that the content is read from.
    ///   - fill: writes a database to the given path, and closes it.
    /// - Throws: ``DatabaseTargetError``, ``StorageError``, and what `fill` throws; nothing is written then.
    public static func write<Result>(
        to path: String, from source: String, _ fill: (String) throws -> Result
    ) throws -> Result {
        try DatabaseTarget(path: path, occupant: .nothing, sources: [source]).write(fill)
    }
}
