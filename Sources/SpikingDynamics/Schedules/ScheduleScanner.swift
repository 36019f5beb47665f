/// Reads the parts of a schedule's text from left to right and skips white space before each part.
struct ScheduleScanner {
    private let text: String
    private let characters: [Character]
    private var position = 0

    init(_ text: String) {
        self.text = text
        characters = Array(text)
    }

    /// Whether `part` comes next. If it does, moves past it.
    mutating func takes(_ part: String) -> Bool {
        skipWhitespace()
        guard characters[position...].starts(with: part) else { return false }
        position += part.count
        return true
    }

    /// Moves past `part`.
    ///
    /// - Parameter form: the form that `part` belongs to, for the error.
    mutating func expect(_ part: String, in form: String) throws(ScheduleSyntaxError) {
        guard takes(part) else { throw error("\"\(part)\" of \(form)") }
    }

    /// Throws unless only white space is left.
    mutating func expectEnd() throws(ScheduleSyntaxError) {
        skipWhitespace()
        guard position == characters.count else { throw error("the end of the text") }
    }

    /// Moves past an unsigned number: digits with an optional fraction and power of ten (`4.31e-05`). Its value must be
    /// finite.
    mutating func number(_ expectation: String) throws(ScheduleSyntaxError) -> Double {
        skipWhitespace()
        let start = self
        var digits = takeDigits()
        if takesCharacter(".") { digits += takeDigits() }
        guard digits > 0 else { throw start.error(expectation) }
        let mantissa = self
        if takesCharacter("e") || takesCharacter("E") {
            if !takesCharacter("-") { _ = takesCharacter("+") }
            if takeDigits() == 0 { self = mantissa }  // "2e" is the number 2, followed by an e that is a separate error
        }
        guard let value = Double(String(characters[start.position..<position])), value.isFinite else {
            throw start.error("a number below 1.8e308, the largest there is")
        }
        return value
    }

    /// This scanner after the white space that comes next, for the position of an error.
    var afterWhitespace: ScheduleScanner {
        var scanner = self
        scanner.skipWhitespace()
        return scanner
    }

    /// Moves past a number above 0.
    mutating func positiveNumber(_ expectation: String) throws(ScheduleSyntaxError) -> Double {
        let start = afterWhitespace
        let value = try number(expectation)
        guard value > 0 else { throw start.error(expectation) }
        return value
    }

    /// An error at this position.
    ///
    /// - Parameter expected: the text that belongs here.
    func error(_ expected: String) -> ScheduleSyntaxError {
        ScheduleSyntaxError(text: text, position: position + 1, expected: expected)
    }

    private mutating func skipWhitespace() {
        while position < characters.count, characters[position].isWhitespace { position += 1 }
    }

    private mutating func takesCharacter(_ character: Character) -> Bool {
        guard position < characters.count, characters[position] == character else { return false }
        position += 1
        return true
    }

    private mutating func takeDigits() -> Int {
        let start = position
        while position < characters.count, characters[position].isASCIIDigit { position += 1 }
        return position - start
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isWholeNumber }
}
