import Foundation

/// The storage of a study that tasks of a cluster evaluate.
enum ClusterStorage: Equatable {
    /// The URL of a PostgreSQL server, which all tasks share.
    case server(String)
    /// The absolute path of an SQLite file.
    case file(String)

    /// - Throws: ``UsageError`` if a URL has a password, which a script would show to others.
    init(_ text: String) throws {
        guard text.hasPrefix("postgresql://") || text.hasPrefix("postgres://") else {
            self = .file(URL(fileURLWithPath: text).standardizedFileURL.path)
            return
        }
        guard !Self.hasPassword(text) else {
            throw UsageError(
                description:
                    "the URL of --storage has a password, which the script would show to others; leave it out, "
                    + "and put it into ~/.pgpass, which libpq reads on every machine")
        }
        self = .server(text)
    }

    var text: String {
        switch self {
        case .server(let url): url
        case .file(let path): path
        }
    }

    var isFile: Bool {
        switch self {
        case .server: false
        case .file: true
        }
    }

    /// The folder of a study's logs and of its shards' files.
    ///
    /// - Parameter workingFolder: the folder in which the command runs.
    func folder(of study: String, in workingFolder: String) -> String {
        switch self {
        case .server: "\(workingFolder)/slurm/\(study)"
        case .file(let path): "\(path).slurm/\(study)"
        }
    }

    /// Whether a URL has a password: after the user's name (`user:password@host`), or as a parameter.
    private static func hasPassword(_ url: String) -> Bool {
        let rest = url[(url.range(of: "://")?.upperBound ?? url.startIndex)...]
        let beforeParameters = rest.prefix { $0 != "?" }
        // A password may have a slash in it, so the user's part goes up to the last '@'.
        if let at = beforeParameters.lastIndex(of: "@"), beforeParameters[..<at].contains(":") { return true }
        let parameters = rest.dropFirst(beforeParameters.count + 1).split(whereSeparator: { "&?".contains($0) })
        return parameters.contains { parameter in
            let name = parameter.prefix { $0 != "=" }
            return ["password", "sslpassword"].contains(name.removingPercentEncoding ?? String(name))
        }
    }
}
