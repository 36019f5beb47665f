import HyperparameterSearch

extension DeclaredStudy {
    /// The definition as JSON in the shape of a study file: keys sorted, every default written out, without the name
    /// and without the budget of a random study. Studies with equal texts are equal. ``StudyFile`` reads the text.
    public var canonicalText: String { text(gridRounding: true) }

    /// Another text that a stored study of this file may have; nil for others.
    ///
    /// - A grid of a version that did not round its values: it goes on with its unrounded values.
    /// - An automatic study that was begun with another budget: it goes on with the sampler that it began with.
    var earlierText: String? {
        switch sampling {
        case .grid(_, .decimal): return text(gridRounding: false)
        case .model(let settings, let space, let trials):
            guard let found = try? space.searchSpace(), let other = settings.ofAnotherBudget(in: found) else {
                return nil
            }
            var study = self
            study.sampling = .model(other, space, trials: trials)
            return study.canonicalText
        case .grid, .random, .points: return nil
        }
    }

    /// This study as the record has it, where it was stored with the ``earlierText``.
    ///
    /// - Throws: ``StudyFileError`` where this version cannot read the stored definition.
    public func asStored(in record: StudyRecord, kinds: StudyKinds) throws(StudyFileError) -> DeclaredStudy {
        guard record.definition.text != canonicalText else { return self }
        var stored = try StudyFile.read(record.definition, kinds: kinds)
        stored.confirmation = confirmation
        return stored
    }

    /// - Parameter gridRounding: whether a rounded grid says so.
    private func text(gridRounding: Bool) -> String {
        var root: [String: CanonicalValue] = ["objective": .object([type(of: kind).key: kind.canonical])]
        if !points.isEmpty { root["points"] = .list(points.map(\.canonical)) }
        if importedCount > 0 { root["imported"] = .integer(importedCount) }
        if let repetition { root["repeat"] = repetition.canonical }
        root["scheduler"] = scheduler?.canonical
        switch sampling {
        case .points:
            root["sampler"] = "points"
        case .grid(let space, let rounding):
            // Grids without rounding have the text from before it.
            root["sampler"] = gridRounding && rounding == .decimal ? rounding.canonical : "grid"
            root["space"] = space.canonical
        case .random(let random, let space, _):
            root["sampler"] = .object(["random": random.canonical])
            root["space"] = space.canonical
        case .model(let settings, let space, _):
            root["sampler"] = settings.canonical
            root["space"] = space.canonical
        }
        return CanonicalValue.object(root).text
    }

    /// The differences of two definitions: a line for each key, with the stored and the offered value.
    public static func differences(stored: StudyDefinition, offered: StudyDefinition) -> [String] {
        // A file says nothing that an earlier version would not have said: that difference is the version's.
        let texts = [offered.text, offered.earlierForm?.text].compactMap(\.self)
        let all = texts.map { differences(stored: definition(stored.text), definition($0)) }
        return all.min { $0.count < $1.count } ?? []
    }

    /// A grid that does not say how it is rounded is not.
    private static func definition(_ text: String) -> CanonicalValue {
        guard case .object(var root) = CanonicalValue(text: text), root["sampler"] == "grid" else {
            return CanonicalValue(text: text)
        }
        root["sampler"] = GridRounding.none.canonical
        return .object(root)
    }

    private static func differences(stored: CanonicalValue, _ offered: CanonicalValue) -> [String] {
        let (old, new) = (stored.flattened, offered.flattened)
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

extension GridRounding {
    /// The sampler of a grid with this rounding.
    var canonical: CanonicalValue { .object(["grid": .object(["rounding": .text(rawValue)])]) }
}
