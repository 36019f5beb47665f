import Foundation
import HyperparameterSearch

extension DeclaredStudy {
    /// The study as a study file: YAML with every default written out.
    public var fileText: String {
        guard case .object(var root) = CanonicalValue(text: canonicalText) else { return "" }
        root["name"] = .text(name)
        // A file that says nothing is rounded.
        if case .grid(let space, .none) = sampling, space.isComputed { root["sampler"] = GridRounding.none.canonical }
        if let confirmation { root["confirm"] = confirmation.canonical }
        switch sampling {
        case .random(_, _, let trials), .model(_, _, let trials): root["trials"] = .integer(trials)
        case .grid, .points: break
        }
        let keys = ["name", "objective", "sampler", "scheduler", "trials", "repeat", "confirm", "space", "points", "imported"]
        return keys.compactMap { key in root[key].map { StudyFileText.entry(key, $0, indent: "") } }.joined()
    }
}

/// Writes values as YAML. A mapping or list without mappings or lists in it takes one line, any other a line for each
/// entry.
private enum StudyFileText {
    static func entry(_ key: String, _ value: CanonicalValue, indent: String) -> String {
        switch value {
        case .object(let object) where object.values.contains(where: \.isCompound):
            let inner = object.sorted { $0.key < $1.key }.map { entry($0.key, $0.value, indent: indent + "  ") }
            return "\(indent)\(key):\n" + inner.joined()
        case .list(let list) where list.contains(where: \.isCompound):
            let items = list.map { "\(indent)  - \(flow($0))\n" }
            return "\(indent)\(key):\n" + items.joined()
        case .boolean, .integer, .number, .text, .list, .object: return "\(indent)\(key): \(flow(value))\n"
        }
    }

    /// The value on one line.
    private static func flow(_ value: CanonicalValue) -> String {
        switch value {
        case .object(let object):
            let parts = object.sorted { $0.key < $1.key }.map { "\($0.key): \(flow($0.value))" }
            return "{" + parts.joined(separator: ", ") + "}"
        case .list(let list): return "[" + list.map(flow).joined(separator: ", ") + "]"
        case .text(let text): return isPlain(text) ? text : value.text
        case .boolean, .integer, .number: return value.text
        }
    }

    /// Whether YAML reads the text without quotes as the same text. (Other texts are quoted as in JSON, which YAML
    /// reads.)
    private static func isPlain(_ text: String) -> Bool {
        let words = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
        guard let first = text.utf8.first, text.utf8.count <= 100, !words.contains(text.lowercased()) else {
            return false
        }
        let isLetter = { (byte: UInt8) in (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z") }
        return isLetter(first)
            && text.utf8.allSatisfy {
                isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
            }
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
