import HyperparameterSearch

extension YAMLValue {
    /// Reads a space of any parameters: a mapping of names to axes, which are drawn in the order of the file.
    ///
    /// An axis is one value, a list of values, `{values: [...]}`, or `{from, to}` with `log: true`, `step`,
    /// `integer: true` or, in a grid, `count`. With `when: {optimizer: sgd}` it is only in trials in which the parameter
    /// `optimizer`, which comes before it, has this value (or one of a list of values). Stored definitions have a list of
    /// mappings with one name each.
    ///
    /// - Parameter isGrid: whether a range needs a count, or a step.
    public func generalSpace(isGrid: Bool) throws(StudyFileError) -> DeclaredSpace {
        var dimensions: [DeclaredSpace.Dimension] = []
        var earlier: [String: DeclaredSpace.Dimension] = [:]
        for (name, key, axis) in try namedAxes() {
            if let problem = DeclaredSpace.problem(ofName: name) {
                throw key.error(rule: problem.rule, remedy: problem.remedy)
            }
            guard earlier[name] == nil else {
                throw key.error(rule: "two parameters have this name", remedy: "rename one of the two")
            }
            let dimension = try GeneralAxisReader(value: axis, isGrid: isGrid, earlier: earlier).dimension(name)
            dimensions.append(dimension)
            earlier[name] = dimension
        }
        guard !dimensions.isEmpty else {
            throw error(rule: "the space has no parameters", remedy: "write one, as in 'x: {from: 0, to: 1}'")
        }
        return DeclaredSpace(general: dimensions)
    }

    private func namedAxes() throws(StudyFileError) -> [(name: String, key: YAMLValue, axis: YAMLValue)] {
        var mappings: [YAMLMapping] = []
        if isSequence {
            for item in try list("parameters") { mappings.append(try item.mapping("a parameter with its axis")) }
        } else {
            mappings.append(try mapping("a space: names of parameters with their axes"))
        }
        return mappings.flatMap { mapping in
            mapping.names.compactMap { name in
                guard let key = mapping.key(name), let axis = mapping[name] else { return nil }
                return (name, key, axis)
            }
        }
    }

    /// Reads a point of a study with a ``generalSpace(isGrid:)``: a mapping of names to values. With `parent`, it names
    /// the trial that the values came from.
    public func generalPoint() throws(StudyFileError) -> DeclaredPoint {
        let point = try mapping("the values of a trial, as in {x: 0.5}")
        var values: [String: ParameterValue] = [:]
        var canonical: [String: CanonicalValue] = [:]
        for name in point.names where name != DeclaredSpace.parentKey {
            guard let value = try point[name]?.parameterValue() else { continue }
            values[name] = value
            canonical[name] = value.canonical
        }
        let parent = try point.parent()
        if let parent { canonical[DeclaredSpace.parentKey] = .text(parent.description) }
        return DeclaredPoint(TrialParameters(values), parent: parent, canonical: .object(canonical))
    }
}

extension DeclaredSpace {
    /// The key of a point that is not a parameter.
    static let parentKey = "parent"
    private static let longestName = 100

    /// Why a parameter cannot have a name, and the remedy; nil if it can.
    public static func problem(ofName name: String) -> (rule: String, remedy: String)? {
        if name.isEmpty { return ("the parameter has no name", "write one before the colon") }
        if name == parentKey {
            return ("a point's 'parent' is the trial that it came from, so no parameter has this name", "rename it")
        }
        if name.utf8.count > longestName {
            return ("the name has more than \(longestName) bytes", "give a shorter one")
        }
        let isUsable =
            !name.contains { $0 == "{" || $0 == "}" } && !name.unicodeScalars.contains(where: YAMLScalar.isControl)
            && name.first?.isWhitespace == false && name.last?.isWhitespace == false
        return isUsable
            ? nil
            : (
                "a name has no braces, no line breaks, and no spaces around it",
                "use letters, digits, '_', '.' or '-'"
            )
    }
}
