extension StudyDefinition {
    /// The differences between a stored definition and another one, for people: of the direction, of the text where it
    /// is a short line, and of each axis and setting of the fingerprint.
    public static func differences(stored: StudyDefinition, offered: StudyDefinition) -> [String] {
        var differences: [String] = []
        if stored.direction != offered.direction {
            differences.append("direction: stored \(stored.direction.rawValue), now \(offered.direction.rawValue)")
        }
        if stored.text != offered.text, isShort(stored.text), isShort(offered.text) {
            differences.append("text: stored '\(stored.text)', now '\(offered.text)'")
        }
        guard let old = stored.fingerprint, let new = offered.fingerprint else { return differences }
        return differences + Self.differences(stored: old, offered: new)
    }

    /// A longer text, or JSON, is for the program that wrote it to compare.
    private static func isShort(_ text: String) -> Bool {
        text.count <= 120 && !text.contains("\n") && !text.hasPrefix("{")
    }

    /// The differences of two fingerprints: `x: stored 0 to 1, now 0 to 2`.
    public static func differences(stored: String, offered: String) -> [String] {
        let (old, new) = (entries(of: stored), entries(of: offered))
        let names = old.names + new.names.filter { old.values[$0] == nil }
        let differences: [String] = names.compactMap { name in
            let (was, now) = (old.values[name], new.values[name])
            return was == now ? nil : "\(name): stored \(was ?? "nothing"), now \(now ?? "nothing")"
        }
        guard differences.isEmpty, stored != offered else { return differences }
        return ["order: stored \(old.names.joined(separator: ", ")), now \(new.names.joined(separator: ", "))"]
    }

    /// The lines of a fingerprint by their names, and the names in order. Lines without a name are the sampler's.
    private static func entries(of fingerprint: String) -> (names: [String], values: [String: String]) {
        var names: [String] = []
        var values: [String: String] = [:]
        for line in fingerprint.split(separator: "\n") {
            let colon = line.firstRange(of: ": ")
            let name = colon.map { String(line[..<$0.lowerBound]) } ?? "sampler"
            let value = String(line[(colon?.upperBound ?? line.startIndex)...])
            if let earlier = values[name] {
                values[name] = "\(earlier), \(value)"
            } else {
                names.append(name)
                values[name] = value
            }
        }
        return (names, values)
    }
}
