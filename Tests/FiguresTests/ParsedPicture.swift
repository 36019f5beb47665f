import Foundation
import Testing

@testable import Figures

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// An SVG document as an XML parser reads it: what there is, and where.
final class ParsedPicture: NSObject, XMLParserDelegate {
    /// A line of text and the box that it takes up.
    struct Text {
        var string = ""
        var ink = ""
        var left = 0.0
        var right = 0.0
        var baseline = 0.0
        var size = 0.0

        func overlaps(_ other: Text) -> Bool {
            left < other.right && other.left < right && baseline - 0.75 * size < other.baseline + 0.2 * other.size
                && other.baseline - 0.75 * other.size < baseline + 0.2 * size
        }
    }

    private(set) var width = 0.0
    private(set) var height = 0.0
    private(set) var title = ""
    private(set) var style = ""
    private(set) var texts: [Text] = []
    /// Of each path, with its classes.
    private(set) var paths: [(style: String, places: [(x: Double, y: Double)])] = []
    private(set) var circles: [(style: String, x: Double, y: Double)] = []

    private var open: [(name: String, attributes: [String: String])] = []
    private var runs = RichText("")

    /// - Throws: where the text is not well-formed.
    init(_ svg: String) throws {
        super.init()
        let parser = XMLParser(data: Data(svg.utf8))
        parser.delegate = self
        try #require(parser.parse(), "\(parser.parserError.map { "\($0)" } ?? "")")
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        open.append((name, attributes))
        switch name {
        case "svg":
            let box = (attributes["viewBox"] ?? "").split(separator: " ").compactMap { Double($0) }
            (width, height) = box.count == 4 ? (box[2], box[3]) : (0, 0)
        case "text": runs = RichText("")
        case "path":
            let places = PathPlaces.of(attributes["d"] ?? "").map { ($0.x + origin.x, $0.y + origin.y) }
            paths.append((attributes["class"] ?? "", places))
        case "circle":
            circles.append(
                (attributes["class"] ?? "", number("cx", attributes) + origin.x, number("cy", attributes) + origin.y))
        default: break
        }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        switch open.last?.name {
        case "title": title += string
        case "style": style += string
        case "text": runs = runs + RichText(verbatim: string)
        case "tspan":
            let isShifted = open.last?.attributes["font-size"] != nil
            runs = runs + RichText(RichText.Run(text: string, level: isShifted ? .raised : .base))
        default: break
        }
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
        let attributes = open.removeLast().attributes
        guard name == "text" else { return }
        let size = number("font-size", attributes)
        let width = TextWidth.of(runs, size: size)
        let x = number("x", attributes) + origin.x
        let left =
            switch attributes["text-anchor"] {
            case "middle": x - width / 2
            case "end": x - width
            default: x
            }
        texts.append(
            Text(
                string: runs.plain, ink: attributes["class"] ?? "", left: left, right: left + width,
                baseline: number("y", attributes) + origin.y, size: size))
    }

    /// Of the groups that are open.
    private var origin: (x: Double, y: Double) {
        open.compactMap { $0.attributes["transform"] }.reduce((0, 0)) { sum, transform in
            let numbers = transform.split { "translate() ".contains($0) }.compactMap { Double($0) }
            return numbers.count == 2 ? (sum.0 + numbers[0], sum.1 + numbers[1]) : sum
        }
    }

    private func number(_ name: String, _ attributes: [String: String]) -> Double {
        attributes[name].flatMap { Double($0) } ?? .nan
    }
}
