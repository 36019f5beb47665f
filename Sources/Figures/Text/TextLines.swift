extension RichText {
    /// The text in lines no wider than `width` at this font size, broken at spaces. A word that is wider than `width`
    /// has a line of its own.
    func lines(width: Double, size: Double) -> [RichText] {
        var lines: [RichText] = []
        for word in words {
            if let last = lines.last, TextWidth.of(last + " " + word, size: size) <= width {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(word)
            }
        }
        return lines
    }

    /// The parts between the spaces of unshifted text.
    private var words: [RichText] {
        var words: [RichText] = [RichText(verbatim: "")]
        for run in runs {
            guard run.level == .base else {
                words[words.count - 1] = words[words.count - 1] + RichText(run)
                continue
            }
            let parts = run.text.split(separator: " ", omittingEmptySubsequences: false)
            for (index, part) in parts.enumerated() {
                let text = RichText(verbatim: String(part))
                if index == 0 { words[words.count - 1] = words[words.count - 1] + text } else { words.append(text) }
            }
        }
        return words.filter { !$0.isEmpty }
    }
}
