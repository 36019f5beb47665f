import Yams

/// Why a text is not YAML, in plain words: the line, the rule and the remedy.
struct YAMLFault {
    /// From 1; nil where the parser knows none.
    let line: Int?
    let rule: String
    let remedy: String

    private init(_ line: Int?, _ rule: String, _ remedy: String) {
        (self.line, self.rule, self.remedy) = (line, rule, remedy)
    }

    /// - Parameter error: the parser's, whose own words speak of tokens and simple keys, and whose line is often the one
    ///   where it noticed.
    init(_ error: any Error, in text: String) {
        switch error as? YamlError {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            self = Self.found(Notice(problem: problem, line: mark.line, column: mark.column, context: context), text)
        default:
            self = Self.unreadable(text)
        }
    }

    func error(file: String) -> StudyFileError {
        StudyFileError(file: file, line: line, rule: rule, remedy: remedy)
    }

    /// What the parser noticed, and where.
    private struct Notice {
        let problem: String
        let line: Int
        let column: Int
        /// The beginning of what the parser was reading.
        let begin: Int?
        let reading: String

        init(problem: String, line: Int, column: Int, context: YamlError.Context?) {
            (self.problem, self.line, self.column) = (problem, line, column)
            (begin, reading) = (context?.mark.line, context?.text ?? "")
        }

        func isAbout(_ words: String...) -> Bool {
            words.contains { problem.contains($0) || reading.contains($0) }
        }
    }

    private static func found(_ notice: Notice, _ text: String) -> YAMLFault {
        let lines = YAMLLines(text)
        if let line = lines.first(through: notice.line, where: \.hasTabIndent) {
            return YAMLFault(line, "the line is indented with a tab", "indent with spaces, two for each level")
        }
        if let line = lines.first(through: notice.line, where: \.hasMark) {
            return YAMLFault(line, "a key cannot begin with '!' or '?'", "remove it, or write the key in quotes")
        }
        return ofText(notice, text, lines) ?? ofBrackets(notice, lines) ?? ofLines(notice, lines)
    }

    /// Quotes, and characters that YAML keeps for itself.
    private static func ofText(_ notice: Notice, _ text: String, _ lines: YAMLLines) -> YAMLFault? {
        let begin = notice.begin ?? notice.line
        if notice.isAbout("escape", "hexdecimal", "Unicode character code") {
            return YAMLFault(
                notice.line, "in double quotes, a backslash begins a character such as \\n, and this is none",
                "use single quotes, or write two backslashes")
        }
        if notice.isAbout("quoted scalar") {
            return YAMLFault(
                begin, "the quote that begins here has no end", "close it, or write the value without quotes")
        }
        if notice.isAbout("anchor", "alias") {
            return YAMLFault(
                notice.line, "study files have no anchors (&name), nor aliases (*name)",
                "write the value out, or in quotes")
        }
        if notice.isAbout("tag") {
            return YAMLFault(notice.line, "study files have no tags (!name)", "remove the '!', or write it in quotes")
        }
        if notice.isAbout("directive") {
            return YAMLFault(notice.line, "a line of a study file cannot begin with '%'", "remove the line")
        }
        if notice.isAbout("block scalar") {
            return YAMLFault(
                notice.line, "'|' and '>' begin a text of several lines, which no value of a study is",
                "write the value behind its key")
        }
        if notice.isAbout("cannot start any token") {
            let character = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
                .dropFirst(notice.line - 1).first?.dropFirst(notice.column - 1).first.map { "'\($0)'" }
            let isTab = character == "'\t'"
            return YAMLFault(
                notice.line, "a value cannot begin with \(isTab ? "a tab" : character ?? "this character")",
                isTab ? "use spaces" : "remove it, or write the value in quotes")
        }
        if notice.isAbout("another document", "document start"),
            lines.first(through: notice.line, where: \.isBorder) != nil
        {
            return YAMLFault(
                notice.line, "a study file has one study, and something stands beside it",
                "remove what begins here; another study takes a file of its own")
        }
        return nil
    }

    private static func ofBrackets(_ notice: Notice, _ lines: YAMLLines) -> YAMLFault? {
        let remedy = "write lists as [1, 2] and mappings as {from: 0, to: 1}"
        if notice.isAbout("nesting") {
            return YAMLFault(notice.line, "brackets are nested too deeply", remedy)
        }
        if let line = lines.first(through: notice.line, where: \.hasTrailing) {
            return YAMLFault(line, "something follows the closing bracket or quote", "remove it; \(remedy)")
        }
        if notice.isAbout("flow mapping", "flow sequence") {
            return YAMLFault(
                notice.begin, "in the brackets that begin here, a comma or the closing bracket is missing", remedy)
        }
        if notice.isAbout("flow node", "unexpected ':'") {
            return YAMLFault(notice.line, "between brackets and commas, a value is missing", remedy)
        }
        return nil
    }

    /// Keys, colons and indentation.
    private static func ofLines(_ notice: Notice, _ lines: YAMLLines) -> YAMLFault {
        if let number = lines.first(through: notice.line, where: \.lacksKey), let line = lines.line(number) {
            return line.hasTightColon
                ? YAMLFault(number, "there is no space behind the colon", "write 'key: value'")
                : YAMLFault(number, "the line has no colon behind a key", "write 'key: value'")
        }
        if notice.isAbout("mapping values"), let line = lines.line(notice.line), line.colons > 1 {
            return YAMLFault(
                notice.line, "there are two keys on one line",
                "give each a line of its own, or write {key: value, key: value}")
        }
        if notice.isAbout("expected key", "expected '-'", "not allowed", "block node", "document start") {
            return YAMLFault(
                lines.misaligned(notice.line),
                "the line is not indented as those that belong together with it",
                "begin the keys of one mapping in the same column, two spaces to the right of the key that they belong to"
            )
        }
        return YAMLFault(notice.line, "the line is not YAML", "write 'key: value'")
    }

    /// The parser refuses the characters.
    private static func unreadable(_ text: String) -> YAMLFault {
        var line = 1
        for scalar in text.unicodeScalars {
            if scalar == "\n" { line += 1 }
            let isControl = scalar.properties.generalCategory == .control && !["\n", "\r", "\t"].contains(scalar)
            if isControl {
                let code = String(scalar.value, radix: 16, uppercase: true)
                return YAMLFault(
                    line,
                    "the line has the control character U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code)",
                    "remove it, or save the file as plain UTF-8 text")
            }
        }
        return YAMLFault(nil, "the file cannot be read as YAML", "save it as plain UTF-8 text")
    }
}
