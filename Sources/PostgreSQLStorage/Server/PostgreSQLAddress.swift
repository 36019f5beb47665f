import CPostgreSQL
import Foundation

/// The address of a database, as libpq reads it: `postgresql://user@host/database?sslmode=verify-full`. What it leaves out
/// comes from the environment (`PGHOST`, `PGUSER`, ...), a service file and `~/.pgpass`.
///
/// It has no password, because command lines and the runs that a store keeps show it.
public struct PostgreSQLAddress: Sendable, Hashable {
    /// The address as it was given.
    public let text: String

    /// Whether a text is meant as such an address.
    public static func isAddress(_ text: String) -> Bool {
        text.hasPrefix("postgresql://") || text.hasPrefix("postgres://")
    }

    /// - Throws: ``PostgreSQLError`` where libpq cannot read the text, there is a password in it, or this machine has no
    ///   libpq.
    public init(_ text: String) throws(PostgreSQLError) {
        let functions = try Library.functions()
        guard !text.utf8.contains(0) else { throw .address(detail: "it has a zero byte") }
        var failure: UnsafeMutablePointer<CChar>?
        guard let options = functions.conninfo_parse(text, &failure) else {
            defer { free(failure) }
            let detail = failure.map { ServerError.line(String(cString: $0)) } ?? "libpq cannot read it"
            // libpq's message may quote the address, with a password in it.
            throw .address(detail: detail.replacing(": \"\(text)\"", with: "").replacing(text, with: "..."))
        }
        defer { functions.conninfo_free(options) }
        var option = options
        while let keyword = option.pointee.keyword {
            if option.pointee.val != nil, ["password", "sslpassword"].contains(String(cString: keyword)) {
                throw .password
            }
            option += 1
        }
        self.text = text
    }
}
