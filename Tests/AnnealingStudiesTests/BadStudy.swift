import Testing

/// A study file with one thing wrong, and what its error must say.
struct BadStudy: Sendable, CustomTestStringConvertible {
    let what: String
    let text: String
    let line: Int?
    let key: String
    let value: String
    let rule: String
    let remedy: String

    var testDescription: String { what }

    init(
        _ what: String, _ text: String, line: Int?, key: String = "", value: String = "", rule: String, remedy: String
    ) {
        self.what = what
        self.text = text
        self.line = line
        self.key = key
        self.value = value
        self.rule = rule
        self.remedy = remedy
    }

    /// The small random study with one line replaced, and the error on that line, or on another.
    init(
        _ what: String, _ line: Int, _ replacement: String, in base: StudyText = .random, key: String = "",
        line errorLine: Int? = nil, value: String = "", rule: String, remedy: String
    ) {
        self.init(
            what, base.replacing(line, replacement).text, line: errorLine ?? line, key: key, value: value, rule: rule,
            remedy: remedy)
    }
}
