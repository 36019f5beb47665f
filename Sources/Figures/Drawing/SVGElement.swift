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

    /// The element and its content. Each element has a line of its own, except inside text, where a line end would be
    /// visible.
    var markup: String {
        var text = "<" + name + attributes.map { " \($0.name)=\"\(MarkupText.escaped($0.value))\"" }.joined()
        if content.isEmpty { return text + "/>" }
        text += ">"
        let isText = ["text", "tspan", "title", "desc", "style"].contains(name)
        for part in content {
            switch part {
            case .element(let element): text += (isText ? "" : "\n") + element.markup
            case .text(let string): text += MarkupText.escaped(string)
            }
        }
        return text + (isText ? "" : "\n") + "</\(name)>"
    }
}
