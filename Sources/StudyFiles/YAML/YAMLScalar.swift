import HyperparameterSearch

extension YAMLValue {
    /// One value of a parameter: a number, a word, or true or false.
    ///
    /// A value in quotes is a word. Without quotes, YAML 1.2's core schema decides: `true` and `false` are truth values,
    /// numbers are numbers, all else is a word (`yes`, `no`, `on` and `off` too).
    public func parameterValue() throws(StudyFileError) -> ParameterValue {
        guard let scalar = node.scalar else {
            throw error(rule: "this must be a number, a word, true or false", remedy: "write one value")
        }
        switch scalar.style {
        case .singleQuoted, .doubleQuoted, .literal, .folded: return try word(scalar.string)
        case .any, .plain: break
        }
        switch scalar.string {
        case "", "~", "null", "Null", "NULL":
            throw error(rule: "there is no value here", remedy: "write one; the word null takes quotes")
        case "true", "True", "TRUE": return .boolean(true)
        case "false", "False", "FALSE": return .boolean(false)
        default: break
        }
        guard YAMLScalar.isNumber(scalar.string) else { return try word(scalar.string) }
        let number = try number()
        // From 2^53 on, a whole number may have been rounded.
        let isExact = Int(scalar.string).map { $0 == Int(exactly: number) } ?? false
        guard abs(number) < 0x1p53 || !YAMLScalar.isWhole(scalar.string) || isExact else {
            throw error(
                rule: "this whole number is beyond 2^53 and cannot be held exactly",
                remedy: "for the word, write it in quotes")
        }
        return .number(number)
    }

    private func word(_ text: String) throws(StudyFileError) -> ParameterValue {
        guard !text.isEmpty else { throw error(rule: "the word is empty", remedy: "write a word in the quotes") }
        guard text.utf8.count <= YAMLScalar.longestWord, !text.unicodeScalars.contains(where: YAMLScalar.isControl)
        else {
            throw error(
                rule: "a word has at most \(YAMLScalar.longestWord) bytes, on one line", remedy: "give a shorter word")
        }
        return .category(text)
    }
}

/// The scalars of YAML 1.2's core schema (yaml.org/spec/1.2.2, section 10.3.2).
enum YAMLScalar {
    static let longestWord = 1000

    static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: true
        default: false
        }
    }

    /// Whether the core schema takes the text for a number. Numbers to the base 8 and 16, and those that are not finite,
    /// are numbers too.
    static func isNumber(_ text: String) -> Bool {
        let unsigned = text.first == "-" || text.first == "+" ? text.dropFirst() : text[...]
        if [".inf", ".Inf", ".INF"].contains(unsigned) || [".nan", ".NaN", ".NAN"].contains(text) { return true }
        if text.hasPrefix("0x") { return text.count > 2 && text.dropFirst(2).allSatisfy(\.isHexDigit) }
        if text.hasPrefix("0o") { return text.count > 2 && text.dropFirst(2).allSatisfy { ("0"..."7").contains($0) } }
        var rest = unsigned
        func digits() -> Int {
            let count = rest.utf8.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
            rest = rest.dropFirst(count)
            return count
        }
        let whole = digits()
        if rest.first == "." {
            rest = rest.dropFirst()
            if digits() == 0, whole == 0 { return false }
        } else if whole == 0 {
            return false
        }
        if rest.first == "e" || rest.first == "E" {
            rest = rest.dropFirst()
            if rest.first == "-" || rest.first == "+" { rest = rest.dropFirst() }
            if digits() == 0 { return false }
        }
        return rest.isEmpty
    }

    /// Whether a number has neither point nor exponent.
    static func isWhole(_ text: String) -> Bool { !text.contains { $0 == "." || $0 == "e" || $0 == "E" } }
}
