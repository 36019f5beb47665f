import HyperparameterSearch

/// Turns the stored parameters of trials into values here.
struct ReadParameters {
    struct Known {
        let distribution: OptunaDistribution
        /// The values of a categorical distribution, by index.
        let choices: [ParameterValue]
    }

    /// Few trials have a distribution of their own, so each text is read once.
    private var known: [String: Known] = [:]
    /// The parameters with a choice that is a word here and was none there: null, a list or an object.
    private(set) var rewordedNames: Set<String> = []

    /// - Throws: ``UnexpectedRow``
    mutating func read(_ parameter: OptunaTrial.StoredParameter) throws -> (value: ParameterValue, from: Known) {
        let name = parameter.name.prefix(100)
        let known = try self.known[parameter.distribution] ?? self.read(parameter.distribution, of: parameter.name)
        switch known.distribution {
        case .float: return (.number(parameter.value), known)
        case .integer:
            guard parameter.value == parameter.value.rounded() else {
                throw UnexpectedRow(what: "a value of '\(name)' that is no whole number")
            }
            return (.number(parameter.value), known)
        case .categorical:
            guard let index = Int(exactly: parameter.value), known.choices.indices.contains(index) else {
                throw UnexpectedRow(what: "a value of '\(name)' that is not the index of a choice")
            }
            return (known.choices[index], known)
        }
    }

    private mutating func read(_ text: String, of name: String) throws -> Known {
        guard let distribution = OptunaDistribution(text) else {
            throw UnexpectedRow(
                what: "a distribution of '\(name.prefix(100))' that cannot be read: \(text.prefix(120))")
        }
        var choices: [ParameterValue] = []
        if case .categorical(let list) = distribution {
            choices = list.map(ParameterValue.init)
            guard Set(choices).count == choices.count else {
                throw UnexpectedRow(what: "two choices of '\(name.prefix(100))' that are the same here")
            }
            if list.contains(where: \.isReworded) { rewordedNames.insert(name) }
        }
        let entry = Known(distribution: distribution, choices: choices)
        known[text] = entry
        return entry
    }
}

extension ParameterValue {
    /// A choice. What is neither a number nor a word nor a truth value becomes the word of its JSON text.
    init(_ json: PythonJSON) {
        switch json {
        case .number(let number): self = .number(number)
        case .text(let text): self = .category(text)
        case .boolean(let boolean): self = .boolean(boolean)
        case .null, .list, .object: self = .category(json.written)
        }
    }
}

extension PythonJSON {
    fileprivate var isReworded: Bool {
        switch self {
        case .null, .list, .object: true
        case .number, .text, .boolean: false
        }
    }
}
