/// Estimates the width of text without a font: the widths of Helvetica plus one eighth, since the reader's font may be
/// wider.
enum TextWidth {
    /// The size of raised and lowered text, as a fraction of the full size.
    static let shiftedSize = 0.72

    /// The width at a font size. Both are in the picture's units.
    static func of(_ text: RichText, size: Double) -> Double {
        text.runs.reduce(0) { sum, run in
            sum + of(run.text) * size * (run.level == .base ? 1 : shiftedSize)
        }
    }

    /// In units of the font size.
    private static func of(_ text: String) -> Double {
        text.unicodeScalars.reduce(0) { $0 + width($1) } * 1.125 / 1000
    }

    /// In thousandths of the font size.
    private static func width(_ scalar: Unicode.Scalar) -> Double {
        switch scalar {
        case "i", "j", "l", "'", "|": 240
        case " ", "!", ",", ".", "/", ":", ";", "I", "[", "]", "\\", "f", "t": 280
        case "(", ")", "-", "`", "r", "{", "}", "\"", "*": 360
        case "c", "k", "s", "v", "x", "y", "z", "J": 510
        case "a"..."z" where scalar != "m" && scalar != "w", "0"..."9", "#", "$", "?", "_", "L": 560
        case "+", "<", "=", ">", "~", "^", "F", "T", "Z": 610
        case "A", "B", "E", "K", "P", "S", "V", "X", "Y", "&": 670
        case "C", "D", "H", "N", "R", "U", "w": 725
        case "G", "O", "Q": 780
        case "m", "M", "%": 890
        case "W", "@": 1000
        case "\u{0300}"..."\u{036F}": 0  // accents over the letter before
        case "\u{1100}"...: scalar.value < 0x2E80 ? 700 : 1000  // dashes and signs; East Asian, symbols
        default: 620
        }
    }
}
