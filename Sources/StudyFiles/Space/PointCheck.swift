import HyperparameterSearch

extension DeclaredSpace {
    /// Why the values cannot be those of one trial.
    public struct PointProblem: Sendable, Hashable {
        /// The parameter.
        public let name: String
        public let rule: String
        public let remedy: String
    }

    /// The first reason why these values are no trial of the space: a name that the space does not have, a value that
    /// the parameter does not take, a missing one, or one whose condition is not fulfilled. Nil where there is none.
    public func problem(with point: TrialParameters) -> PointProblem? {
        let names = parameterNames
        if let stranger = Set(point.values.keys).subtracting(names).min() {
            return PointProblem(
                name: stranger, rule: "the space has no parameter '\(stranger)'",
                remedy: "the parameters are: \(names.joined(separator: ", "))")
        }
        for parameter in dimensions.map(\.parameter) {
            let name = parameter.name
            let isActive = parameter.condition?.isFulfilled(by: point.values) ?? true
            switch (point[name], isActive) {
            case (let value?, true):
                guard !parameter.domain.contains(value) else { continue }
                return PointProblem(
                    name: name, rule: "'\(name)' does not take this value",
                    remedy: "'\(name)' is \(parameter.domain.phrase)")
            case (_?, false):
                return PointProblem(
                    name: name, rule: "'\(name)' is only in trials in which \(parameter.condition?.phrase ?? "")",
                    remedy: "remove '\(name)'")
            case (nil, true):
                return PointProblem(
                    name: name, rule: "the point has no '\(name)'",
                    remedy: "add it; '\(name)' is \(parameter.domain.phrase)")
            case (nil, false): continue
            }
        }
        return nil
    }
}

extension Condition {
    /// For people: "optimizer is sgd or adam".
    public var phrase: String { "\(parent) is \(values.map(\.written).joined(separator: " or "))" }
}

extension YAMLValue {
    /// Refuses points that are no trials of the space.
    ///
    /// - Parameter points: in the order of this list.
    func check(_ points: [DeclaredPoint], against space: DeclaredSpace) throws(StudyFileError) {
        for (item, point) in zip(try list("points"), points) {
            guard let problem = space.problem(with: point.parameters) else { continue }
            let value = try item.mapping("a point")[problem.name] ?? item
            throw value.error(rule: problem.rule, remedy: problem.remedy)
        }
    }
}
