import Yams

/// A value of a file as an error shows it: on one line, short, without what a terminal would obey.
struct ShownText {
    private static let longest = 80

    private(set) var text = ""

    init(_ string: String) {
        append(string)
        shorten()
    }

    /// Lists and mappings are written in brackets. Takes no longer for a large value than for a small one, though
    /// aliases can make a short file a value without end.
    init(of node: Node) {
        append(node)
        shorten()
    }

    private mutating func append(_ node: Node) {
        guard text.count <= Self.longest else { return }
        switch node {
        case .scalar(let scalar):
            append(scalar.string)
        case .alias:
            append("*")
        case .sequence(let sequence):
            append("[")
            for (index, element) in sequence.enumerated() where text.count <= Self.longest {
                if index > 0 { append(", ") }
                append(element)
            }
            append("]")
        case .mapping(let mapping):
            append("{")
            for (index, pair) in mapping.enumerated() where text.count <= Self.longest {
                if index > 0 { append(", ") }
                append(pair.key)
                append(": ")
                append(pair.value)
            }
            append("}")
        }
    }

    private mutating func append(_ string: String) {
        for scalar in string.unicodeScalars.prefix(Self.longest + 1) {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: break
            default: text.unicodeScalars.append(scalar)
            }
        }
    }

    private mutating func shorten() {
        if text.count > Self.longest { text = text.prefix(Self.longest - 3) + "..." }
    }
}
