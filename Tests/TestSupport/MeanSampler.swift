import HyperparameterSearch
import Randomness

/// A simple adaptive sampler. It draws each generation around the mean of the best quarter of the trials that it may
/// learn from, and more narrowly each time.
public struct MeanSampler: AdaptiveSampler {
    /// The values and parameters of all complete trials, and the number of learned generations.
    public struct Knowledge: Sendable {
        var complete: [(value: Double, parameters: [Double])] = []
        var lessons = 0
    }

    public static let space: [Parameter] = [.float("x", in: 0...1), .float("y", in: -2...2)]

    public let generations: Generations
    private let stream = KeyedStream(seed: 11, purpose: .sampling)

    public init(size: Int, lag: Int) {
        generations = Generations(size: size, lag: lag)
    }

    public var fingerprint: String {
        "mean of the best quarter, \(generations.size) trials a generation, lag \(generations.lag)\n"
            + Self.space.map { "\($0.name): \($0.domain)" }.joined(separator: "\n")
    }

    public func begin() -> Knowledge { Knowledge() }

    public func learn(_ trials: [Trial], into knowledge: inout Knowledge) {
        knowledge.lessons += 1
        for trial in trials {
            guard let value = trial.value, let parameters = trial.parameters else { continue }
            let numbers = Self.space.compactMap { try? parameters.number($0.name) }
            knowledge.complete.append((value, numbers))
        }
    }

    public func proposals(
        ofGeneration index: Int, knowing knowledge: Knowledge, pending: [TrialParameters]
    ) throws -> [Proposal] {
        let ranked = knowledge.complete.sorted { $0.value < $1.value }
        let best = ranked.prefix(max(1, ranked.count / 4))
        return (0..<generations.size).map { place in
            var values: [String: ParameterValue] = [:]
            for (draw, parameter) in Self.space.enumerated() {
                guard case .float(let range, _, _) = parameter.domain else { continue }
                let width = range.upperBound - range.lowerBound
                let uniform = stream.uniform(trial: index * generations.size + place, draw: draw)
                var number = range.lowerBound + width * uniform
                if !best.isEmpty {
                    let mean = best.reduce(0) { $0 + $1.parameters[draw] } / Double(best.count)
                    number = mean + (uniform - 0.5) * width / Double(1 + knowledge.lessons)
                }
                values[parameter.name] = .number(min(max(number, range.lowerBound), range.upperBound))
            }
            return Proposal(TrialParameters(values))
        }
    }
}
