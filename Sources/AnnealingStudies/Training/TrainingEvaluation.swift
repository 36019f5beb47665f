import EquilibriumPropagation
import Foundation
import HyperparameterSearch
import SpikingDynamics

extension Evaluation {
    /// A training run that has ended.
    ///
    /// - Parameter setsPhases: whether the trial sets the lengths of its phases. Other trials have the values that they
    ///   always had.
    init(_ run: TrainingRun, settings: TrainingSettings, setsPhases: Bool) {
        let trace = LearningTrace(run.readings).encoded
        if let failure = run.failure {
            self.init(.failed(reason: failure), values: run.values, steps: run.updateCount, trace: trace)
            return
        }
        var values = run.values
        if setsPhases || settings.furtherObjectives.contains(.synapticOperations) {
            values[TrainingSettings.FurtherObjective.synapticOperations.rawValue] = run.synapticOperations
        }
        var artifacts: [String: Data] = [:]
        if settings.keepsWeights {
            do {
                artifacts[TrainingObjective.weights] = try run.weightArchive()
            } catch {
                self.init(.failed(reason: "\(error)"), values: values, steps: run.updateCount, trace: trace)
                return
            }
        }
        self.init(
            .complete(value: values[settings.measure.rawValue] ?? .nan), values: values, steps: run.updateCount,
            trace: trace, artifacts: artifacts)
    }
}

extension TrainingRun {
    /// The mean of the synaptic operations with which a test image settles, at the last reading: each bit of the negative
    /// phase times its neuron's fan-out (`ConvergenceErrors.synapticOperations`). Nil for a continuous network.
    var synapticOperations: Double? {
        guard let spikes = readings.last?.test.spikes, !spikes.isEmpty else { return nil }
        let fanOuts = ConvergenceErrors.fanOuts(layerSizes: layerSizes)
        return spikes.indices.reduce(0) { sum, layer in
            sum + spikes[layer] * Double(layerSizes[layer] * plan.rule.negativeSteps * fanOuts[layer])
        }
    }

    /// The named values of a trial. Errors are over the readings of the last two epochs, all else is from the last
    /// reading.
    var values: [String: Double] {
        guard let last = readings.last else { return [:] }
        var values: [String: Double] = [
            "testLoss": last.test.loss, "trainLoss": last.training.loss, "residual": last.test.residual,
            "distance": last.distance,
        ]
        let recent = lastReadings.isEmpty ? [last] : lastReadings
        for (name, errors) in [("Test", recent.map(\.test.error)), ("Train", recent.map(\.training.error))] {
            values["\(name.lowercased())Error"] = errors.reduce(0, +) / Double(errors.count)
            values["lowest\(name)Error"] = errors.min()
            values["highest\(name)Error"] = errors.max()
            values["final\(name)Error"] = errors.last
        }
        if !last.test.spikes.isEmpty { values["spikes"] = last.test.spikesAboveInput(layerSizes) }
        return values
    }
}
