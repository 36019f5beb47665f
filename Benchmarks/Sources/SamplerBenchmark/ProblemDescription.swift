import HyperparameterSearch

/// A problem's space, for a program that makes the same one with other means.
struct ProblemDescription: Encodable {
    let name: String
    let title: String
    let parameters: [ParameterDescription]

    init(_ problem: any Problem) {
        name = problem.name
        title = problem.title
        parameters = problem.space.parameters.map { ParameterDescription($0) }
    }
}

struct ParameterDescription: Encodable {
    let name: String
    /// "float", "integer" or "choice".
    let kind: String
    var low: Double?
    var high: Double?
    var isLogarithmic: Bool?
    var values: [ParameterValue]?
    /// The parameter on whose value it depends whether a trial has this one, and the values with which it has.
    var parent: String?
    var parentValues: [ParameterValue]?

    init(_ parameter: Parameter) {
        name = parameter.name
        (parent, parentValues) = (parameter.condition?.parent, parameter.condition?.values)
        switch parameter.domain {
        case .float(let range, let scale, _):
            (kind, low, high, isLogarithmic) = ("float", range.lowerBound, range.upperBound, scale == .log)
        case .integer(let range, let scale, _):
            (kind, low, high) = ("integer", Double(range.lowerBound), Double(range.upperBound))
            if scale == .log { isLogarithmic = true }
        case .choice(let list): (kind, values) = ("choice", list)
        }
    }
}
