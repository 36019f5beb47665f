/// The number of columns that a text takes on a terminal.
enum DisplayWidth {
    static func of(_ text: some StringProtocol) -> Int {
        // Most texts are ASCII.
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
        return text.unicodeScalars.reduce(0) { $0 + of($1) }
    }

    private static func of(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        // The vowels and final consonants of Hangul syllables stand within the first consonant.
        if (0x1160...0x11FF).contains(scalar.value) { return 0 }
        return wide.contains { $0.contains(scalar.value) } || scalar.properties.isEmojiPresentation ? 2 : 1
    }

    /// The blocks whose characters are two columns wide (Unicode Standard Annex 11, W and F).
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
        0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF,
        0x1AFF0...0x1B2FF, 0x1F200...0x1F2FF, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
    ]
}

/// Text for a limited number of columns.
enum NarrowText {
    private static let mark = "..."

    /// The text, or its beginning and `...`.
    static func cut(_ text: String, to width: Int) -> String {
        guard DisplayWidth.of(text) > width else { return text }
        guard width > mark.count else { return clipped(text, to: width) }
        return clipped(text, to: width - mark.count) + mark
    }

    /// The text, or its beginning, `...` and its end.
    static func cutInside(_ text: String, to width: Int) -> String {
        guard DisplayWidth.of(text) > width else { return text }
        let rest = width - mark.count
        guard rest >= 2 else { return cut(text, to: width) }
        let end = clipped(String(text.reversed()), to: rest / 2)
        return clipped(text, to: rest - rest / 2) + mark + String(end.reversed())
    }

    /// The characters from the beginning that there is room for.
    static func clipped(_ text: String, to width: Int) -> String {
        var (clipped, used) = ("", 0)
        for character in text {
            used += DisplayWidth.of(String(character))
            guard used <= width else { break }
            clipped.append(character)
        }
        return clipped
    }

    /// The text in lines that are broken between words, or within a word that is wider than a line.
    static func folded(_ text: String, to width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            let longer = line.isEmpty ? String(word) : line + " " + word
            if DisplayWidth.of(longer) <= width {
                line = longer
                continue
            }
            if !line.isEmpty { lines.append(line) }
            line = String(word)
            while DisplayWidth.of(line) > width {
                // At least one character a line, whatever its width.
                let part = clipped(line, to: width)
                lines.append(part.isEmpty ? String(line.prefix(1)) : part)
                line.removeFirst(max(1, part.count))
            }
        }
        return line.isEmpty && !lines.isEmpty ? lines : lines + [line]
    }
}
