import Yams

/// A value of a file as an error shows it: short, on one line, without control characters.
public struct ShownText {
    private static let longest = 80

    public private(set) var text = ""

    public init(_ string: String) {
        append(string)
        shorten()
    }

    /// Lists and mappings are written in brackets. Only as much of the value is visited as is shown.
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
