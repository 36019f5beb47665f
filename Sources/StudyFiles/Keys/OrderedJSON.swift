/// A JSON value whose objects keep the order of their keys.
enum OrderedJSON {
    case value(CanonicalValue)
    case list([OrderedJSON])
    case object([Entry])

    struct Entry {
        let key: String
        var value: OrderedJSON

        init(_ key: String, _ value: OrderedJSON) { (self.key, self.value) = (key, value) }
    }

    /// Indented by two spaces a level. Lists of plain values stand on one line.
    var text: String { text(indent: "") }

    private func text(indent: String) -> String {
        let inner = indent + "  "
        func lines(_ open: String, _ parts: [String], _ close: String) -> String {
            guard !parts.isEmpty else { return open + close }
            return "\(open)\n" + parts.map { inner + $0 }.joined(separator: ",\n") + "\n\(indent)\(close)"
        }
        switch self {
        case .value(let value): return value.text
        case .list(let list) where list.allSatisfy(\.isPlain):
            return "[" + list.map { $0.text(indent: inner) }.joined(separator: ", ") + "]"
        case .list(let list): return lines("[", list.map { $0.text(indent: inner) }, "]")
        case .object(let entries):
            let texts = entries.map { "\(CanonicalValue.text($0.key).text): \($0.value.text(indent: inner))" }
            return lines("{", texts, "}")
        }
    }

    private var isPlain: Bool {
        if case .value = self { true } else { false }
    }
}

extension OrderedJSON {
    static func text(_ text: String) -> OrderedJSON { .value(.text(text)) }
    static func integer(_ integer: Int) -> OrderedJSON { .value(.integer(integer)) }
    static func boolean(_ boolean: Bool) -> OrderedJSON { .value(.boolean(boolean)) }
    static func texts(_ texts: [String]) -> OrderedJSON { .list(texts.map { .text($0) }) }
}
