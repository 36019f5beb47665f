import HyperparameterSearch

extension DeclaredSpace {
    /// A space of any parameters, of which points must be.
    ///
    /// - Parameter dimensions: in the order in which they are drawn.
    public init(general dimensions: [Dimension]) {
        self.init(dimensions, canonical: .list(dimensions.map { .object([$0.parameter.name: $0.canonical]) }))
        checksPoints = true
    }
}

extension DeclaredSpace.Dimension {
    /// The axis as a stored definition has it.
    var canonical: CanonicalValue {
        var object: [String: CanonicalValue] = [:]
        switch parameter.domain {
        case .choice(let values):
            let list: CanonicalValue =
                values.count == 1 ? values[0].canonical : .list(values.map(\.canonical))
            guard parameter.condition != nil else { return list }
            object["values"] = .list(values.map(\.canonical))
        case .float(let range, let scale, let step):
            object["from"] = .number(range.lowerBound)
            object["to"] = .number(range.upperBound)
            if scale == .log { object["log"] = .boolean(true) }
            if let step { object["step"] = .number(step) }
        case .integer(let range, let scale, let step):
            object["integer"] = .boolean(true)
            object["from"] = .integer(range.lowerBound)
            object["to"] = .integer(range.upperBound)
            if scale == .log { object["log"] = .boolean(true) }
            if step != 1 { object["step"] = .integer(step) }
        }
        if let count { object["count"] = .integer(count) }
        if let condition = parameter.condition {
            let values = condition.values.map(\.canonical)
            object["when"] = .object([condition.parent: values.count == 1 ? values[0] : .list(values)])
        }
        return .object(object)
    }
}

extension ParameterValue {
    /// The value as a stored definition has it.
    public var canonical: CanonicalValue {
        switch self {
        case .number(let number): .number(number)
        case .category(let name): .text(name)
        case .boolean(let boolean): .boolean(boolean)
        }
    }
}
