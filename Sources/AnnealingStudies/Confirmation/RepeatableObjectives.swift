import EquilibriumPropagation
import Foundation
import HyperparameterSearch
import SpikingDynamics

extension ConvergenceObjective: RepeatableObjective {
    public var arithmeticVersion: Int { Numerics.version }

    public func mean(ofTraces traces: [Data]) -> Data? {
        let decoded = traces.compactMap(ErrorTrace.init)
        guard decoded.count == traces.count else { return nil }
        return ErrorTrace(meanOf: decoded)?.encoded
    }
}

extension ErrorTrace {
    /// The mean of traces with the same steps, layers and networks; nil if they differ in those.
    init?(meanOf traces: [ErrorTrace]) {
        guard let first = traces.first else { return nil }
        let haveOneForm = traces.allSatisfy { trace in
            trace.samples.map(\.step) == first.samples.map(\.step)
                && trace.samples.map(\.layerErrors.count) == first.samples.map(\.layerErrors.count)
                && trace.networkErrors.map(\.count) == first.networkErrors.map(\.count)
        }
        guard haveOneForm else { return nil }
        let mean = { (number: (ErrorTrace) -> Double) in traces.map(number).mean }
        self.init(
            first.samples.indices.map { index in
                Sample(
                    step: first.samples[index].step, error: mean { $0.samples[index].error },
                    runningMean: mean { $0.samples[index].runningMean },
                    layerErrors: first.samples[index].layerErrors.indices.map { layer in
                        mean { $0.samples[index].layerErrors[layer] }
                    })
            },
            networkErrors: first.networkErrors.indices.map { index in
                first.networkErrors[index].indices.map { network in mean { $0.networkErrors[index][network] } }
            })
    }
}

extension TrainingObjective: RepeatableObjective {
    public var arithmeticVersion: Int { Numerics.version }

    public func mean(ofTraces traces: [Data]) -> Data? {
        let decoded = traces.compactMap { LearningTrace($0)?.readings }
        guard decoded.count == traces.count else { return nil }
        return [Reading](meanOf: decoded).map { LearningTrace($0).encoded }
    }
}

extension [Reading] {
    /// The mean of readings after the same updates; nil if the updates or the layers differ.
    init?(meanOf runs: [[Reading]]) {
        guard let first = runs.first else { return nil }
        let form = { (run: [Reading]) in run.map { [$0.update, $0.training.spikes.count, $0.test.spikes.count] } }
        guard runs.allSatisfy({ form($0) == form(first) }) else { return nil }
        self = first.indices.map { index in
            let mean = { (number: (Reading) -> Double) in runs.map { number($0[index]) }.mean }
            let score = { (set: KeyPath<Reading, Score>) in
                Score(
                    error: mean { $0[keyPath: set].error }, loss: mean { $0[keyPath: set].loss },
                    spikes: first[index][keyPath: set].spikes.indices.map { layer in
                        mean { $0[keyPath: set].spikes[layer] }
                    },
                    residual: mean { $0[keyPath: set].residual })
            }
            return Reading(
                update: first[index].update, epoch: first[index].epoch, training: score(\.training),
                test: score(\.test), distance: mean(\.distance))
        }
    }
}

extension [Double] {
    /// The sum in order, divided by the count.
    fileprivate var mean: Double { reduce(0, +) / Double(count) }
}
