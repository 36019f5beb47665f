/// What is wrong with a study file: where, which value, which rule it breaks, and what to do.
public struct StudyFileError: Error, Sendable, Hashable, CustomStringConvertible {
    public let file: String
    /// From 1; nil where the file as a whole is at fault.
    public let line: Int?
    /// The key's path, such as `space.epsilon.initial`; empty for the file as a whole.
    public let key: String
    /// The value as written, shortened; empty where there is none.
    public let value: String
    public let rule: String
    public let remedy: String
    /// The file is not there or cannot be opened: nothing is known of its content.
    public let isUnreadable: Bool

    init(
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
