/// Refuses anchors (`&name`). With aliases (`*name`) a short text can stand for an endless value, or for one that is
/// nested deeper than the stack allows.
enum YAMLAnchors {
    /// An `&` before a name counts as an anchor everywhere in the text, comments included, unless it follows a letter
    /// or a digit.
    ///
    /// - Throws: ``StudyFileError`` with the line of the first anchor.
    static func refuse(_ text: String, file: String) throws(StudyFileError) {
        var line = 1
        var previous = UInt8(ascii: "\n")
        for place in text.utf8.indices {
            let byte = text.utf8[place]
            if byte == UInt8(ascii: "&"), !isLetterOrDigit(previous) {
                let name = text.utf8[place...].dropFirst().prefix(20).prefix(while: isInName)
                if !name.isEmpty {
                    throw StudyFileError(
                        file: file, line: line, value: "&" + String(decoding: name, as: UTF8.self),
                        rule: "study files have no anchors (&name), nor aliases (*name)",
                        remedy: "write the value out where it is needed; in a comment, put a space behind '&'")
                }
            }
            if byte == UInt8(ascii: "\n") { line += 1 }
            previous = byte
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    private static func isInName(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }
}
