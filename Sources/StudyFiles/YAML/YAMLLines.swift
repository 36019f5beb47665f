/// The lines of a text that is not YAML, as far as they can be told apart: indentation, keys, brackets and quotes.
struct YAMLLines {
    struct Line {
        /// From 1.
        let number: Int
        /// The number of spaces at the beginning.
        var indent = 0
        var hasTabIndent = false
        /// Whether there is anything but a comment.
        var hasContent = false
        /// Whether a bracket or a quote of an earlier line is open.
        let isInside: Bool
        /// Whether it begins with `- `, or a document does.
        var isItem = false
        /// The number of colons that end a key, outside of brackets.
        var colons = 0
        /// Whether there is a colon that does not end a key.
        var hasTightColon = false
        /// Whether it begins with `!` or `?`, which mean something to YAML.
        var hasMark = false
        /// Whether it begins or ends a document.
        var isBorder = false
        /// Whether something follows a closed bracket or quote.
        var hasTrailing = false

        /// Whether it belongs to a mapping but has no key.
        var lacksKey: Bool { hasContent && !isInside && !isItem && colons == 0 }
    }

    private(set) var lines: [Line] = []
    /// The brackets that are open, and the quote.
    private var brackets = 0
    private var quote: Character?

    init(_ text: String) {
        // A carriage return and a line feed are one Character.
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let scanned = scan(line, number: lines.count + 1)
            lines.append(scanned)
        }
    }

    private mutating func scan(_ text: Substring, number: Int) -> Line {
        var line = Line(number: number, isInside: brackets > 0 || quote != nil)
        let blank = text.prefix { $0 == " " || $0 == "\t" }
        line.indent = text.prefix { $0 == " " }.count
        var rest = text[blank.endIndex...]
        line.hasContent = !rest.isEmpty && !rest.hasPrefix("#")
        line.hasTabIndent = line.hasContent && blank.contains("\t")
        line.isBorder = rest.hasPrefix("---") || rest.hasPrefix("...")
        line.isItem = rest == "-" || rest.hasPrefix("- ") || line.isBorder
        line.hasMark = !line.isInside && (rest.hasPrefix("!") || rest.hasPrefix("?"))
        while rest.hasPrefix("- ") { rest = rest.dropFirst(2).drop { $0 == " " } }
        scanContent(rest, into: &line)
        return line
    }

    private mutating func scanContent(_ text: Substring, into line: inout Line) {
        // At the start of a key or value, quotes and brackets open; within plain text they are characters.
        var (isStart, isClosed, previous) = (true, false, Character(" "))
        var index = text.startIndex
        while index < text.endIndex {
            let character = text[index]
            index = text.index(after: index)
            let next = index < text.endIndex ? text[index] : " "
            defer { previous = character }
            if let open = quote {
                if open == "\"", character == "\\" {
                    if index < text.endIndex { index = text.index(after: index) }
                } else if character == open {
                    (quote, isClosed) = (nil, brackets == 0)
                }
                continue
            }
            switch character {
            case "#" where previous == " ": return
            case " ": continue
            case ":" where next == " " || isClosed:
                if brackets == 0 { line.colons += 1 }
                (isStart, isClosed) = (true, false)
                continue
            case ":": line.hasTightColon = line.hasTightColon || brackets == 0
            case "\"", "'": if isStart { quote = character }
            case "[", "{": if isStart || brackets > 0 { brackets += 1 }
            case "]", "}":
                if brackets > 0 {
                    brackets -= 1
                    isClosed = brackets == 0
                    continue
                }
            default: break
            }
            if isClosed { line.hasTrailing = true }
            isStart = brackets > 0 && (character == "," || character == "[" || character == "{")
        }
    }
}

extension YAMLLines {
    /// The first line up to `last` with a property.
    func first(through last: Int, where has: (Line) -> Bool) -> Int? {
        lines.first { $0.number <= last && has($0) }?.number
    }

    func line(_ number: Int) -> Line? { lines.indices.contains(number - 1) ? lines[number - 1] : nil }

    /// Of a line and the one before it, the one whose indentation is rarer; the later one where neither is.
    func misaligned(_ later: Int) -> Int {
        guard let one = lines.last(where: { $0.number < later && $0.hasContent && !$0.isInside }),
            let two = line(later), one.indent != two.indent
        else { return later }
        let count = { (indent: Int) in lines.count { $0.hasContent && $0.indent == indent } }
        return count(one.indent) < count(two.indent) ? one.number : later
    }
}
