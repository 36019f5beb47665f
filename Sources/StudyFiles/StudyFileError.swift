/// The place of a value in a study file.
struct FilePlace: Sendable {
    let file: String
    let line: Int?
    let key: String
    let value: String

    func error(rule: String, remedy: String) -> StudyFileError {
        StudyFileError(file: file, line: line, key: key, value: value, rule: rule, remedy: remedy)
    }
}

/// An error in a study file: the place, the value, the rule that it breaks, and the remedy.
public struct StudyFileError: Error, Sendable, Hashable, CustomStringConvertible {
    public let file: String
    /// From 1; nil for an error of the whole file.
    public let line: Int?
    /// The path of the key, such as `space.epsilon.initial`; empty for the whole file.
    public let key: String
    /// The value as written, shortened; empty if there is none.
    public let value: String
    public let rule: String
    public let remedy: String
    /// Whether the file is absent or cannot be opened, so that its content is unknown.
    public let isUnreadable: Bool

    package init(
        file: String, line: Int? = nil, key: String = "", value: String = "", rule: String, remedy: String,
        isUnreadable: Bool = false
    ) {
        self.file = file
        self.line = line
        self.key = key
        self.value = value
        self.rule = rule
        self.remedy = remedy
        self.isUnreadable = isUnreadable
    }

    public var description: String {
        let place = (file.isEmpty ? "(a file without a name)" : file) + (line.map { ":\($0)" } ?? "")
        let subject = [key, value.isEmpty ? "" : "'\(value)'"].filter { !$0.isEmpty }.joined(separator: ": ")
        return "\(place): \(subject.isEmpty ? "" : subject + ": ")\(rule); \(remedy)"
    }
}
