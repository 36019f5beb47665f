import HyperparameterSearch

extension DeclaredStudy {
    /// The definition as JSON in the shape of a study file: keys sorted, every default written out, without the name
    /// and without the budget of a random study. Studies with equal texts are equal. ``StudyFile`` reads the text.
    public var canonicalText: String {
        var root: [String: CanonicalValue] = ["objective": .object([type(of: kind).key: kind.canonical])]
        if !points.isEmpty { root["points"] = .list(points.map(\.canonical)) }
        switch sampling {
        case .points:
            root["sampler"] = "points"
        case .grid(let space):
            root["sampler"] = "grid"
            root["space"] = space.canonical
        case .random(let random, let space, _):
            root["sampler"] = .object(["random": random.canonical])
            root["space"] = space.canonical
        }
        return CanonicalValue.object(root).text
    }

    /// The differences of two definitions: a line for each key, with the stored and the offered value.
    public static func differences(stored: StudyDefinition, offered: StudyDefinition) -> [String] {
        let (old, new) = (CanonicalValue(text: stored.text).flattened, CanonicalValue(text: offered.text).flattened)
        return Set(old.keys).union(new.keys).sorted().compactMap { key in
            old[key] == new[key] ? nil : "\(key): stored \(old[key] ?? "nothing"), now \(new[key] ?? "nothing")"
        }
    }
}

extension DeclaredStudy.RandomSampling {
    fileprivate var canonical: CanonicalValue {
        var object: [String: CanonicalValue] = ["stream": .text(stream.rawValue), "seed": .integer(Int(seed))]
        if let significantDigits { object["significantDigits"] = .integer(significantDigits) }
        return .object(object)
    }
}
