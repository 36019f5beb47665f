/// Text that is safe on a terminal: control characters, and characters that change the direction of writing, are
/// escaped in the form `\u001b`.
///
/// ``Console`` escapes everything that it prints, because others may have chosen file names and the names, reasons and
/// hosts in a database. JSON has the same notation for the same characters.
enum TerminalText {
    /// The text with its line ends kept.
    static func lines(_ text: String) -> String {
        escaped(text) { $0 != "\n" && isObeyed($0) }
    }

    /// As ``lines(_:)-(String)``, of whole characters in UTF-8.
    static func lines(_ bytes: [UInt8]) -> [UInt8] {
        let isPlain = bytes.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x0A || $0 == 0x09 }
        return isPlain ? bytes : Array(lines(String(decoding: bytes, as: UTF8.self)).utf8)
    }

    /// The text as one line, so that a value or an error cannot look like several lines.
    static func line(_ text: String) -> String {
        escaped(text, where: isObeyed)
    }

    /// The text with a full stop at its end. Stored reasons may have one.
    static func sentence(_ text: String) -> String {
        text.hasSuffix(".") ? text : text + "."
    }

    private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar != "\t", !(" "..."~").contains(scalar) else { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: return true
        default: return false
        }
    }

    /// The text as a cell of a table, in which a tab would move what follows.
    static func cell(_ text: String) -> String {
        escaped(text) { $0 == "\t" || isObeyed($0) }
    }

    private static func escaped(_ text: String, where isEscaped: (Unicode.Scalar) -> Bool) -> String {
        guard text.unicodeScalars.contains(where: isEscaped) else { return text }
        var shown = ""
        for scalar in text.unicodeScalars {
            guard isEscaped(scalar) else {
                shown.unicodeScalars.append(scalar)
                continue
            }
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16)
                shown += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return shown
    }
}
