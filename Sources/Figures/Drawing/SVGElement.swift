/// An element of an SVG picture.
struct SVGElement {
    enum Content {
        case element(SVGElement)
        case text(String)
    }

    let name: String
    var attributes: [(name: String, value: String)]
    var content: [Content] = []

    init(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String? = nil) {
        self.name = name
        self.attributes = attributes.map { ($0.key, $0.value) }
        if let text { content = [.text(text)] }
    }

    mutating func append(_ element: SVGElement) {
        content.append(.element(element))
    }

    /// The element and what it holds, a line an element, except inside text, where a line end would be seen.
    var markup: String {
        var text = "<" + name + attributes.map { " \($0.name)=\"\(Self.escaped($0.value))\"" }.joined()
        if content.isEmpty { return text + "/>" }
        text += ">"
        let isText = ["text", "tspan", "title", "desc", "style"].contains(name)
        for part in content {
            switch part {
            case .element(let element): text += (isText ? "" : "\n") + element.markup
            case .text(let string): text += Self.escaped(string)
            }
        }
        return text + (isText ? "" : "\n") + "</\(name)>"
    }

    /// Text as XML has it. Control characters, which XML cannot hold, become U+FFFD, and so do those that turn the
    /// direction of what follows.
    static func escaped(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
            case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
            case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
            case "\t", "\n", "\r": escaped.append(scalar)
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}", "\u{200E}", "\u{200F}", "\u{202A}"..."\u{202E}",
                "\u{2066}"..."\u{2069}":
                escaped.append("\u{FFFD}")
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }
}
