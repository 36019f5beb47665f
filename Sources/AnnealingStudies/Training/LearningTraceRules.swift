import EquilibriumPropagation
import Foundation
import HyperparameterSearch

/// The rules that the trace of a training trial keeps. Only the numbers of a failed run may be other than finite.
extension TrainingSettings {
    public func fault(in data: Data, of trial: Trial) -> String? {
        guard let readings = LearningTrace(data)?.readings else { return "its bytes have not the form of a curve" }
        let updates = readings.map(\.update)
        guard zip(updates, updates.dropFirst()).allSatisfy(<), updates.first ?? 1 > 0 else {
            return "its readings are not in order"
        }
        guard trial.state == .complete, let last = readings.last else { return nil }
        // The number of images is not part of the definition; the last update tells it.
        guard updates == plan.readings(updatesPerEpoch: last.update / max(1, plan.epochs)) else {
            return "its readings are not those of the study's \(plan.epochs) epochs"
        }
        for reading in readings {
            let numbers =
                [reading.epoch, reading.distance]
                + [reading.training, reading.test].flatMap { [$0.error, $0.loss, $0.residual] + $0.spikes }
            guard numbers.allSatisfy({ $0 >= 0 && $0 < .infinity }) else {
                return "a number of the reading after update \(reading.update) is negative or not finite"
            }
        }
        let ends = [
            ("finalTestError", last.test.error), ("finalTrainError", last.training.error), ("distance", last.distance),
        ]
        for (name, end) in ends {
            guard let value = trial.values[name], value != end else { continue }
            return "it ends with the \(name) \(end.shortestText), and the trial has \(value.shortestText)"
        }
        return nil
    }
}
