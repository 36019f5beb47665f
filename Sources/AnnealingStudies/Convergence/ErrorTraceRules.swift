import Foundation
import HyperparameterSearch
import SpikingDynamics

/// The rules that the trace of a complete trial keeps, whatever its schedules are.
extension ConvergenceSettings {
    public func fault(in data: Data, of trial: Trial) -> String? {
        guard let trace = ErrorTrace(data) else { return "its bytes have not the form of a curve" }
        guard trial.state == .complete else { return nil }
        let found = trace.samples.map(\.step)
        let wanted = RenardSteps.through(evaluatedSteps)
        guard found == wanted else {
            let place = zip(found, wanted).first { $0 != $1 }
            return place.map { "it has step \($0.0) where the study samples step \($0.1)" }
                ?? "it has \(found.count) steps where the study samples \(wanted.count)"
        }
        guard trace.networkErrors.allSatisfy({ $0.count == networks.count }) else {
            return "it is of another number of networks than the study"
        }
        for (index, sample) in trace.samples.enumerated() {
            let networks = trace.networkErrors.isEmpty ? [] : trace.networkErrors[index]
            let errors = [sample.error, sample.runningMean] + sample.layerErrors + networks
            // False for NaN, too.
            guard errors.allSatisfy({ $0 >= 0 && $0 < .infinity }) else {
                return "an error at step \(sample.step) is negative or not finite"
            }
        }
        guard let last = trace.samples.last else { return nil }
        var ends = [(Measure.meanError, last.runningMean), (.finalError, last.error)]
        if case .errorAt = measure { ends.append((measure, last.error)) }
        for (measure, end) in ends {
            guard let value = trial.values[measure.rawValue], value != end else { continue }
            return "it ends with the \(measure.rawValue) \(end.shortestText), and the trial has \(value.shortestText)"
        }
        return nil
    }
}
