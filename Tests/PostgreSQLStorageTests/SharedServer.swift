import PostgreSQLStorage
import TestSupport

extension TemporaryPostgreSQL {
    /// The address of a database of the server.
    ///
    /// - Parameter schema: where the tables are; nil for the usual schema.
    func store(
        schema: String?, user: String = "settle", database: String = "postgres", options: String = ""
    ) throws -> PostgreSQLAddress {
        try PostgreSQLAddress(address(schema: schema, user: user, database: database, options: options))
    }
}
