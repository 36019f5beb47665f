import HyperparameterSearch

extension Domain {
    private static let mostListed = 8

    /// The values for people: "a number from 0 to 1 (log scale)".
    public var phrase: String {
        let shape = { (scale: Scale, step: String?) in
            (step.map { " in steps of \($0)" } ?? "") + (scale == .log ? " (log scale)" : "")
        }
        switch self {
        case .float(let range, let scale, let step):
            return "a number from \(range.lowerBound.shortestText) to \(range.upperBound.shortestText)"
                + shape(scale, step?.shortestText)
        case .integer(let range, let scale, let step):
            return "a whole number from \(range.lowerBound) to \(range.upperBound)"
                + shape(scale, step == 1 ? nil : "\(step)")
        case .choice(let values):
            let shown = values.prefix(Self.mostListed).map(\.written)
            let more = values.count - shown.count
            if shown.count == 1 { return shown[0] }
            return "one of " + shown.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
        }
    }
}

extension ParameterValue {
    /// The value as a study file has it: a word in quotes where it would be read otherwise without them.
    var written: String {
        guard case .category(let name) = self else { return description }
        let isOther = YAMLScalar.isNumber(name) || ["true", "false", "null", "~"].contains(name.lowercased())
        return ShownText(isOther ? "\"\(name)\"" : name).text
    }
}

extension DeclaredSpace.Dimension {
    /// The values for people; of a range in a grid, the values that the grid takes.
    var phrase: String {
        guard let count, count <= 8, let values = try? parameter.domain.values(count: count) else {
            return parameter.domain.phrase
        }
        return Domain.choice(values).phrase
    }
}
