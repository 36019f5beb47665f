/// Text that a terminal only shows: what it would obey, or what turns the order of writing, becomes `\u001b`.
///
/// Whatever is printed goes through here ("Console"), since names, reasons and hosts of a database, and file names, may
/// have been chosen by others. In JSON the same notation stands for the same character.
enum TerminalText {
    /// Lines stay lines.
    static func lines(_ text: String) -> String {
        escaped(text) { $0 != "\n" && isObeyed($0) }
    }

    /// A value, or an error: one line, so that it cannot pass for several.
    static func line(_ text: String) -> String {
        escaped(text, where: isObeyed)
    }

    private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar != "\t", !(" "..."~").contains(scalar) else { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: return true
        default: return false
        }
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
