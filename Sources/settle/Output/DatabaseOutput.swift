import StudyStorage

/// The `-o` option of the verbs that write a database.
enum DatabaseOutput {
    /// Calls `body` with the path and adds the command's remedies to its errors.
    ///
    /// - Throws: the errors of `body`; ``UsageError`` if the path is `-`, standard output.
    ///
    /// - Parameter existing: what can be done with a database that is there already.
    static func write<Result>(
        to path: String, existing: String = "add to it with --update", _ body: (String) throws -> Result
    ) throws -> Result {
        guard path != "-" else {
            throw UsageError(
                description: "-o - is standard output, and a database is written to a file; name one with -o")
        }
        do {
            return try body(path)
        } catch let error as DatabaseTargetError {
            if case .notWhole = error {
                throw DataError(
                    description: "\(error); see whether the original is, with: settle check --storage FILE")
            }
            if case .exists(let path) = error {
                throw UsageError(
                    description: "\(path) is there already; \(existing), or name another file with -o")
            }
            let text = "\(error) with -o"
            throw error.isUsage ? UsageError(description: text) : OutputError(description: text) as any Error
        }
    }
}
