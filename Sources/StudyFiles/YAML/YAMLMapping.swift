import Yams

/// A mapping of a YAML document. ``allow(only:)`` refuses keys that are not listed.
public struct YAMLMapping {
    public let value: YAMLValue
    private let values: [String: YAMLValue]
    private let keys: [String: YAMLValue]
    /// The keys in the order of the file.
    public let names: [String]

    init(_ mapping: Node.Mapping, of value: YAMLValue) throws(StudyFileError) {
        self.value = value
        var values: [String: YAMLValue] = [:]
        var keys: [String: YAMLValue] = [:]
        var names: [String] = []
        for (key, node) in mapping {
            guard let name = key.scalar?.string else {
                throw value.child(key, "").error(rule: "a key must be one word", remedy: "write 'key: value'")
            }
            // For the parser, !!int 1 and 1 are different keys.
            guard keys[name] == nil else {
                throw value.child(key, name).error(
                    rule: "the key stands twice in the same mapping", remedy: "remove one of the two")
            }
            names.append(name)
            keys[name] = value.child(key, name)
            values[name] = value.child(node, name)
        }
        self.values = values
        self.keys = keys
        self.names = names
    }

    /// The key itself, with its place.
    func key(_ name: String) -> YAMLValue? { keys[name] }

    public subscript(key: String) -> YAMLValue? { values[key] }

    /// - Throws: if the key is missing.
    public func required(_ key: String) throws(StudyFileError) -> YAMLValue {
        guard let found = values[key] else {
            let path = value.path.isEmpty ? key : "\(value.path).\(key)"
            throw StudyFileError(
                file: value.file, line: value.node.mark?.line, key: path, rule: "the key is missing",
                remedy: "add '\(key):' to the mapping that begins here")
        }
        return found
    }

    /// - Throws: if a key is not among `known`.
    public func allow(only known: String...) throws(StudyFileError) {
        try allow(only: known)
    }

    /// - Throws: if a key is not among `known`.
    public func allow(only known: [String]) throws(StudyFileError) {
        for name in values.keys.sorted() where !known.contains(name) {
            guard let key = keys[name] else { continue }
            throw StudyFileError(
                file: value.file, line: key.node.mark?.line, key: value.path.isEmpty ? "" : value.path,
                value: ShownText(name).text, rule: "there is no such key here",
                remedy: known.isEmpty ? "remove it" : "the keys are: \(known.joined(separator: ", "))")
        }
    }
}
