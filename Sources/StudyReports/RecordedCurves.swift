import AnnealingStudies
import EquilibriumPropagation
import Foundation
import HyperparameterSearch

extension LearningCurve {
    /// The curve of a recorded training run.
    ///
    /// - Parameters:
    ///   - trace: what was stored of it on the way.
    ///   - settings: of its study.
    /// - Returns: nil where there is no trace, or the trial is no training run.
    public init?(_ trial: Trial, trace: Data?, settings: TrainingSettings) {
        guard let trace = trace.flatMap(LearningTrace.init), let parameters = trial.parameters,
            let network = try? TrialNetwork(parameters)
        else { return nil }
        let seed = (try? parameters.integer(TrialNetwork.seed)) ?? Int(settings.seed)
        let points = trace.readings.map {
            Point(epoch: $0.epoch, testError: $0.test.error, trainError: $0.training.error)
        }
        switch network {
        case .binary(let schedules):
            // The quantizer goes without saying where it is the paper's.
            let quantizer = schedules.quantizer == .sigmaDelta ? "" : ", \(schedules.quantizer.rawValue)"
            self.init(
                network: .binary, label: "ε = \(schedules.epsilon), λ = \(schedules.lambda)\(quantizer)", seed: seed,
                hasFailed: trial.state == .failed, points: points)
        case .continuous:
            self.init(
                network: .continuous, label: "continuous, ε = \(network.epsilonText)", seed: seed,
                hasFailed: trial.state == .failed, points: points)
        }
    }
}
