import HyperparameterSearch
import SearchContracts

/// Sampled trials for known functions. The parameters, `[parameter][trial]`, are the draws of NumPy's RandomState(7).
enum SampledSearch {
    static let trials = 2000

    /// Four uniforms per trial, the same as in `Scripts/analysis-reference.py`.
    static func uniforms() throws -> [[Double]] {
        let names = ["x0", "x1", "x2", "x3"]
        let sampler = RandomSampler(
            try SearchSpace(names.map { .float($0, in: 0...1) }), stream: .numpy(seed: 7), significantDigits: nil)
        let rows = try (0..<trials).map { try sampler.parameters(ofTrial: $0) }
        return try names.map { name in try rows.map { try $0.number(name) } }
    }

    static func columns() throws -> [ParameterColumn] {
        try uniforms().enumerated().map { ParameterColumn("x\($0)", .numbers($1)) }
    }

    /// The values of a function of the four parameters.
    static func values(_ function: (_ x: [Double]) -> Double) throws -> [Double] {
        let columns = try uniforms()
        return (0..<trials).map { trial in function(columns.map { $0[trial] }) }
    }

    /// A finished trial.
    static func trial(
        _ number: Int, _ parameters: TrialParameters, value: Double? = nil, bound: Double? = nil, steps: Int = 10
    ) -> Trial {
        let outcome: Outcome =
            value.map { .complete(value: $0) } ?? bound.map { .pruned(bound: $0) } ?? .failed(reason: "diverged")
        return Trial(Sample.trial(number, outcome, parameters: parameters, steps: steps), run: RunID(1))
    }
}
