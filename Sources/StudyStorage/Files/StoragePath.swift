import Foundation

/// The path of a storage file, as opposed to a URL or another form that names a database elsewhere.
///
/// SQLite takes some names for more than a path: `file:x.sqlite` is a URI, `:memory:` is no file at all.
public enum StoragePath {
    /// - Throws: ``StorageError/notAPath(_:rule:remedy:)`` where a text is not the path of a file.
    public static func check(_ text: String) throws(StorageError) {
        let refuse = { (rule: String, remedy: String) in StorageError.notAPath(text, rule: rule, remedy: remedy) }
        guard !text.isEmpty else { throw refuse("it is empty", "name a file") }
        guard text != ":memory:" else {
            throw refuse("a database in memory is lost when the command ends", "name a file: studies.sqlite")
        }
        if text.hasPrefix("file:") {
            throw refuse("storages are named by their paths, not by URIs", "write \(path(in: text.dropFirst(5)))")
        }
        if let scheme = scheme(of: text) {
            guard scheme == "sqlite" else {
                throw refuse(
                    "studies are kept in SQLite files and PostgreSQL databases only", "name a file: studies.sqlite")
            }
            // SQLAlchemy's form: after three slashes comes a relative path, after four an absolute one.
            let rest = text[(text.range(of: "://")?.upperBound ?? text.startIndex)...]
            let form = path(in: rest.hasPrefix("/") ? rest.dropFirst() : rest)
            throw refuse("storages are named by their paths, not by URLs", "write \(form)")
        }
        if text == "~" || text.hasPrefix("~/") {
            throw refuse(
                "the shell has not replaced '~' there", "write \"$HOME\(text.dropFirst())\", or the whole path")
        }
        if text.hasSuffix("/") { throw refuse("it names a folder", "name a file in it: \(text)studies.sqlite") }
    }

    /// The path in a URI without its scheme; another usual path where it has none.
    private static func path(in rest: Substring) -> String {
        var path = rest.prefix { $0 != "?" && $0 != "#" }
        while path.hasPrefix("//") { path = path.dropFirst() }
        return path.isEmpty || path.hasPrefix(":") ? "studies.sqlite" : String(path)
    }

    /// The scheme of a text that begins like a URL.
    private static func scheme(of text: String) -> String? {
        guard let range = text.range(of: "://") else { return nil }
        let scheme = text[..<range.lowerBound].lowercased()
        let isScheme = scheme.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
        guard isScheme, scheme.first?.isLetter == true else { return nil }
        return String(scheme.prefix { $0 != "+" })
    }
}
