import Foundation
import HyperparameterSearch

extension DeclaredStudy {
    /// The study as a study file: YAML with every default written out.
    public var fileText: String {
        guard case .object(var root) = CanonicalValue(text: canonicalText) else { return "" }
        root["name"] = .text(name)
        // A file that says nothing is rounded.
        if case .grid(let space, .none) = sampling, space.isComputed { root["sampler"] = GridRounding.none.canonical }
        if case .model(let settings, _, _) = sampling { root["sampler"] = settings.fileValue }
        if let confirmation { root["confirm"] = confirmation.canonical }
        switch sampling {
        case .random(_, _, let trials), .model(_, _, let trials): root["trials"] = .integer(trials)
        case .grid, .points: break
        }
        let keys = [
            "name", "objective", "sampler", "scheduler", "trials", "repeat", "confirm", "space", "points", "imported",
        ]
        return keys.compactMap { key in
            guard let value = root[key] else { return nil }
            if key == "space", case .list(let axes) = value { return StudyFileText.orderedSpace(axes) }
            return StudyFileText.entry(key, value, indent: "")
        }.joined()
    }
}

/// Writes values as YAML. A mapping or list without mappings or lists in it takes one line, any other a line for each
/// entry.
private enum StudyFileText {
    /// A general space as a mapping, in the order of its axes.
    ///
    /// - Parameter axes: an object for each parameter, with its name as the only key.
    static func orderedSpace(_ axes: [CanonicalValue]) -> String {
        let lines = axes.map { axis in
            guard case .object(let object) = axis else { return "" }
            return object.map { "  \(keyText($0.key)): \(flow($0.value))\n" }.joined()
        }
        return "space:\n" + lines.joined()
    }

    static func entry(_ key: String, _ value: CanonicalValue, indent: String) -> String {
        switch value {
        case .object(let object) where object.values.contains(where: \.isCompound):
            let inner = object.sorted { $0.key < $1.key }.map { entry($0.key, $0.value, indent: indent + "  ") }
            return "\(indent)\(keyText(key)):\n" + inner.joined()
        case .list(let list) where list.contains(where: \.isCompound):
            let items = list.map { "\(indent)  - \(flow($0))\n" }
            return "\(indent)\(keyText(key)):\n" + items.joined()
        case .boolean, .integer, .number, .text, .list, .object: return "\(indent)\(keyText(key)): \(flow(value))\n"
        }
    }

    /// The value on one line.
    private static func flow(_ value: CanonicalValue) -> String {
        switch value {
        case .object(let object):
            let parts = object.sorted { $0.key < $1.key }.map { "\(keyText($0.key)): \(flow($0.value))" }
            return "{" + parts.joined(separator: ", ") + "}"
        case .list(let list): return "[" + list.map(flow).joined(separator: ", ") + "]"
        case .text(let text): return isPlain(text) ? text : value.text
        case .boolean, .integer, .number: return value.text
        }
    }

    /// A name of a parameter may need quotes.
    private static func keyText(_ key: String) -> String {
        let isPlain =
            key.utf8.first.map(isLetter) == true
            && key.utf8.allSatisfy {
                isLetter($0) || isDigit($0)
                    || [UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: ".")].contains($0)
            }
        return isPlain ? key : CanonicalValue.text(key).text
    }

    /// Whether YAML reads the text without quotes as the same text. (Other texts are quoted as in JSON, which YAML
    /// reads.)
    private static func isPlain(_ text: String) -> Bool {
        let words = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
        guard let first = text.utf8.first, text.utf8.count <= 100, !words.contains(text.lowercased()) else {
            return false
        }
        return isLetter(first)
            && text.utf8.allSatisfy {
                isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-")
            }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

extension CanonicalValue {
    fileprivate var isCompound: Bool {
        switch self {
        case .object, .list: true
        case .boolean, .integer, .number, .text: false
        }
    }
}
