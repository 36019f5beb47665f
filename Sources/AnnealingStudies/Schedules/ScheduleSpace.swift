import HyperparameterSearch
import SpikingDynamics
import StudyFiles

/// What a study searches: schedules of the step size epsilon and of the predictive coefficient lambda, and quantizers.
///
/// Parameters are drawn in the order epsilon, lambda, quantizer, initial before exponent.
public struct ScheduleSpace: Sendable, Hashable {
    public var epsilon: ScheduleAxes
    public var lambda: ScheduleAxes
    public var quantizers: [Quantizer]

    public init(epsilon: ScheduleAxes, lambda: ScheduleAxes, quantizers: [Quantizer]) {
        self.epsilon = epsilon
        self.lambda = lambda
        self.quantizers = quantizers
    }

    /// The space as the search knows it.
    public var declared: DeclaredSpace {
        let quantizer = Parameter.categorical(AnnealingSchedules.quantizerName, quantizers.map(\.rawValue))
        return DeclaredSpace(
            epsilon.dimensions(of: "epsilon") + lambda.dimensions(of: "lambda") + [.init(quantizer)],
            canonical: .object([
                "epsilon": epsilon.canonical, "lambda": lambda.canonical,
                "quantizer": .list(quantizers.map { .text($0.rawValue) }),
            ]))
    }
}

extension ScheduleSpace {
    /// Reads the `space` of a study file.
    ///
    /// - Parameter isGrid: whether each range needs a count.
    init(_ value: YAMLValue, isGrid: Bool) throws(StudyFileError) {
        let space = try value.mapping("a space: epsilon, lambda and quantizer")
        try space.refuseCutSchedules()
        try space.allow(only: "epsilon", "lambda", "quantizer")
        self.init(
            epsilon: try ScheduleAxes(space.required("epsilon"), isGrid: isGrid),
            lambda: try ScheduleAxes(space.required("lambda"), isGrid: isGrid),
            quantizers: try space.required("quantizer").quantizers())
    }
}

extension YAMLValue {
    /// One quantizer, or a list of different ones.
    fileprivate func quantizers() throws(StudyFileError) -> [Quantizer] {
        guard isSequence else { return [try choice(Quantizer.self)] }
        var quantizers: [Quantizer] = []
        for item in try list("quantizers") { quantizers.append(try item.choice(Quantizer.self)) }
        guard !quantizers.isEmpty, Set(quantizers).count == quantizers.count else {
            throw error(
                rule: "each quantizer may stand once, at least one must",
                remedy: "list some of: \(Quantizer.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return quantizers
    }
}
