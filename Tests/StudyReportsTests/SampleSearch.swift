import HyperparameterSearch
import SearchContracts
import StudyReports

/// A search of a known function, with the parameters of an annealing study.
enum SampleSearch {
    static let parameters: [Parameter] = [
        .float("epsilon.initial", in: 0...1), .float("epsilon.exponent", in: 0...1),
        .float("lambda.initial", in: 0.01...1, scale: .log), .categorical("quantizer", ["sigma-delta", "stochastic"]),
    ]

    static func trial(_ number: Int, _ state: TrialState, _ parameters: TrialParameters, _ value: Double) -> Trial {
        let outcome: Outcome =
            switch state {
            case .complete: .complete(value: value)
            case .pruned: .pruned(bound: value)
            case .failed, .waiting, .claimed: .failed(reason: "diverged")
            }
        let steps = state == .complete ? 1000 : 1 + number % 999
        return Trial(Sample.trial(number, outcome, parameters: parameters, steps: steps), run: RunID(1))
    }

    /// - Parameter state: how a trial with that number ended.
    static func study(
        _ count: Int, direction: Direction = .minimize, hasProgress: Bool = true,
        state: (Int) -> TrialState = { _ in .complete }
    ) throws -> SearchedStudy {
        let sampler = RandomSampler(try SearchSpace(parameters), stream: .keyed(seed: 5), significantDigits: 3)
        let trials = try (0..<count).map { number in
            let drawn = try sampler.parameters(ofTrial: number)
            let (initial, exponent) = (try drawn.number("epsilon.initial"), try drawn.number("epsilon.exponent"))
            let value = 0.001 + 0.1 * (initial - 0.7) * (initial - 0.7) + exponent * exponent
            return trial(number, state(number), drawn, value)
        }
        let complete = trials.filter { $0.state == .complete }
        return SearchedStudy(
            name: "sample", measure: "meanError", direction: direction, parameters: parameters, trials: trials,
            progress: hasProgress
                ? SearchProgress(
                    stepName: "step t", steps: [1, 10, 100, 1000], numbers: complete.map(\.number),
                    values: complete.map { trial in
                        let value = trial.value ?? .nan
                        return [0.3, value + 0.01 * Double(trial.number % 7), value + 0.001, value]
                    }) : nil)
    }
}
