/// The error of a file that is to be imported. Nothing was stored.
public struct OptunaFileError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Problem: Sendable, Hashable {
        case missing
        /// It is a folder, a pipe or a device.
        case noFile
        /// It cannot be opened or read, for this reason.
        case unreadable(String)
        case notSQLite
        /// It is a database without Optuna's tables.
        case notOptuna
        /// It has a view, a trigger or the like of this name.
        case code(String)
        /// A process works on it, or left it unfinished.
        case inUse
        /// Its schema is older than those that are read.
        case older(revision: String)
        /// Its schema is not known.
        case unknown(revision: String)
        /// It has no study.
        case empty
        /// It has several studies, and none was chosen.
        case severalStudies([String])
        case noStudy(String, all: [String])
        case severalObjectives(String, count: Int)
        /// A row of this study has a value that Optuna does not write.
        case row(study: String, String)
        /// The study has something that a study here cannot have: a rule and a remedy.
        case unusable(study: String, rule: String, remedy: String)
    }

    public let path: String
    public let problem: Problem

    init(_ path: String, _ problem: Problem) { (self.path, self.problem) = (path, problem) }

    /// Whether the request is at fault, not the file.
    public var isUsage: Bool {
        switch problem {
        case .severalStudies, .noStudy: true
        default: false
        }
    }

    /// Whether the file cannot be opened, so that its content is unknown.
    public var isUnreadable: Bool {
        switch problem {
        case .missing, .noFile, .unreadable, .inUse: true
        default: false
        }
    }

    public var description: String { "\(fact); \(remedy)" }

    /// What is wrong, without the remedy.
    public var fact: String {
        switch problem {
        case .missing: "there is no file \(path)"
        case .noFile: "\(path) is not a file"
        case .unreadable(let detail): "\(path) cannot be read: \(detail)"
        case .notSQLite: "\(path) is not an SQLite database"
        case .notOptuna: "\(path) has no studies of Optuna's"
        case .code(let name): "\(path) has the view, trigger or computed column '\(name)', which Optuna never makes"
        case .inUse: "\(path) has an unfinished change beside it (a -wal or -journal file)"
        case .older(let revision): "\(path) has an older schema of Optuna's ('\(revision)')"
        case .unknown(let revision): "\(path) has a schema of Optuna's that is not known ('\(revision)')"
        case .empty: "\(path) has no study"
        case .severalStudies(let names): "\(path) has \(names.count) studies: \(Self.list(names))"
        case .noStudy(let name, let all): "\(path) has no study '\(name)'; it has: \(Self.list(all))"
        case .severalObjectives(let name, let count):
            "study '\(name)' in \(path) has \(count) objectives, and a study here has one"
        case .row(let study, let detail): "study '\(study)' in \(path) has \(detail), which Optuna never writes"
        case .unusable(let study, let rule, _): "study '\(study)' in \(path): \(rule)"
        }
    }

    /// The remedy in the library's terms, which a program may replace by its own.
    public var remedy: String {
        switch problem {
        case .missing, .noFile: "name an SQLite file of Optuna's"
        case .unreadable: "check the file and its permissions"
        case .notSQLite: "name an SQLite file; other storages of Optuna's are copied into one with optuna.copy_study"
        case .notOptuna: "name an SQLite file that Optuna made"
        case .code: "copy the study into a new file with optuna.copy_study"
        case .inUse: "end the process that works on it, or open and close it once with Optuna"
        case .older: "upgrade a copy of it with: optuna storage upgrade --storage sqlite:///COPY"
        case .unknown: "copy the study into a file of Optuna 5 with optuna.copy_study"
        case .empty: "name another file"
        case .severalStudies, .noStudy: "name one of them"
        case .severalObjectives: "copy the trials into a study of one of the objectives"
        case .row: "the file is damaged, or another program changed it; copy the study with optuna.copy_study"
        case .unusable(_, _, let remedy): remedy
        }
    }

    private static func list(_ names: [String]) -> String {
        names.prefix(20).map { String($0.prefix(100)) }.joined(separator: ", ") + (names.count > 20 ? ", ..." : "")
    }
}
