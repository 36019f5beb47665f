import CPostgreSQL

/// libpq, opened at its first use.
enum Library {
    /// - Throws: ``PostgreSQLError/noLibrary(detail:)`` where this machine has none.
    static func functions() throws(PostgreSQLError) -> postgresql_functions {
        var reason: UnsafePointer<CChar>?
        guard let functions = postgresql_load(&reason) else {
            throw .noLibrary(detail: reason.map { String(cString: $0) } ?? "")
        }
        return functions.pointee
    }
}
