import Yams

/// A value of a YAML document with its place in the file.
///
/// Each reading function returns a value of the type asked for, or throws a ``StudyFileError`` that names the place,
/// the value found there, the rule and the remedy.
public struct YAMLValue {
    let node: Node
    public let file: String
    /// The path of keys to the value, such as `space.epsilon.initial`.
    public let path: String

    /// - Parameter limit: the largest text that is parsed, in bytes.
    /// - Throws: if the text is larger, is not YAML, has anchors, or repeats a key in a mapping.
    init(parsing text: String, file: String, limit: Int) throws(StudyFileError) {
        self.file = file
        path = ""
        guard text.utf8.count <= limit else {
            throw StudyFileError(
                file: file, rule: "this has \(text.utf8.count) bytes; at most \(limit) are read",
                remedy: "is it a study?")
        }
        // The parser would take a mark of byte order for the first character of a key.
        let text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        try YAMLAnchors.refuse(text, file: file)
        let composed: Node?
        do {
            // The parser need not tell types: the readers below do, by rules of their own. Its rules are regular
            // expressions, which take longer to compile than a study to read.
            composed = try Yams.compose(yaml: text, .basic)
        } catch {
            throw Self.syntaxError(error, text, file: file)
        }
        guard let composed else {
            throw StudyFileError(
                file: file, rule: "the file is empty", remedy: "write a study: name, objective, sampler and space")
        }
        node = composed
    }

    private init(node: Node, file: String, path: String) {
        self.node = node
        self.file = file
        self.path = path
    }

    func child(_ node: Node, _ key: String) -> YAMLValue {
        YAMLValue(node: node, file: file, path: path.isEmpty ? key : "\(path).\(key)")
    }

    // MARK: Reading

    public var isMapping: Bool { node.mapping != nil }
    public var isSequence: Bool { node.sequence != nil }
    /// Whether nothing is written here: `key:`.
    var isNothing: Bool { node.scalar.map { $0.style == .plain && $0.string.isEmpty } ?? false }

    public func mapping(_ expectation: String) throws(StudyFileError) -> YAMLMapping {
        guard let mapping = node.mapping else {
            throw error(rule: "this must be \(expectation)", remedy: "write keys and values")
        }
        return try YAMLMapping(mapping, of: self)
    }

    /// The values of a list.
    public func list(_ expectation: String) throws(StudyFileError) -> [YAMLValue] {
        guard let sequence = node.sequence else {
            throw error(rule: "this must be \(expectation)", remedy: "write a list, as in [1, 2]")
        }
        return sequence.enumerated().map { YAMLValue(node: $1, file: file, path: "\(path)[\($0)]") }
    }

    /// A text, with or without quotes.
    public func text(_ expectation: String) throws(StudyFileError) -> String {
        guard let scalar = node.scalar else {
            throw error(rule: "this must be \(expectation)", remedy: "write one value")
        }
        return scalar.string
    }

    /// A finite number.
    public func number() throws(StudyFileError) -> Double {
        let text = try plainScalar("a number")
        let lowered = text.lowercased().drop { $0 == "-" || $0 == "+" || $0 == "." }
        if ["inf", "infinity", "nan"].contains(String(lowered)) {
            throw error(rule: "the number is not finite", remedy: "give a finite number")
        }
        guard let number = Double(text), !lowered.hasPrefix("0x") else {
            throw error(rule: "this is not a number", remedy: "write a number, such as 0.5 or 1e-3, without quotes")
        }
        guard number.isFinite else {
            throw error(rule: "the number is larger than any that can be held", remedy: "give a finite number")
        }
        return number
    }

    /// A whole number in `range`.
    public func integer(in range: ClosedRange<Int>) throws(StudyFileError) -> Int {
        let text = try plainScalar("a whole number")
        guard let integer = Int(text) else {
            throw error(
                rule: "this is not a whole number (of at most 18 digits)",
                remedy: "write a whole number, such as 1000, without quotes")
        }
        guard range.contains(integer) else {
            throw error(
                rule: "the number is out of range", remedy: "give one from \(range.lowerBound) to \(range.upperBound)")
        }
        return integer
    }

    public func boolean() throws(StudyFileError) -> Bool {
        switch try plainScalar("true or false") {
        case "true": return true
        case "false": return false
        default: throw error(rule: "this is neither true nor false", remedy: "write true or false")
        }
    }

    /// One case of an enumeration, by its raw value.
    public func choice<Choice: RawRepresentable & CaseIterable>(_: Choice.Type) throws(StudyFileError) -> Choice
    where Choice.RawValue == String {
        let text = try text("one word")
        guard let choice = Choice(rawValue: text) else {
            let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw error(rule: "there is no such choice", remedy: "write one of: \(names)")
        }
        return choice
    }

    private func plainScalar(_ expectation: String) throws(StudyFileError) -> String {
        guard let scalar = node.scalar else {
            throw error(rule: "this must be \(expectation)", remedy: "write one value")
        }
        switch scalar.style {
        case .any, .plain: return scalar.string
        case .singleQuoted, .doubleQuoted, .literal, .folded:
            throw error(rule: "this is a string; \(expectation) is needed", remedy: "write it without quotes")
        }
    }

    // MARK: Errors

    /// An error about this value.
    public func error(rule: String, remedy: String) -> StudyFileError { place.error(rule: rule, remedy: remedy) }

    /// Where the value stands, for errors that are found after reading.
    var place: FilePlace { FilePlace(file: file, line: line, key: path, value: shownValue) }

    /// From 1.
    var line: Int? { node.mark?.line }

    private var shownValue: String { ShownText(of: node).text }

    private static func syntaxError(_ error: any Error, _ text: String, file: String) -> StudyFileError {
        switch error as? YamlError {
        case .duplicatedKeysInMapping(let duplicates, let context):
            // The mark is the first occurrence of the first repeated key.
            StudyFileError(
                file: file, line: context.mark.line, key: ShownText(duplicates.first ?? "").text,
                rule: "the key stands twice in the same mapping, here for the first time",
                remedy: "remove one of the two")
        default:
            YAMLFault(error, in: text).error(file: file)
        }
    }
}
