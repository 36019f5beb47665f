import EquilibriumPropagation
import Foundation
import StudyFiles

extension TrainingSettings {
    /// Decodes the readings of a training run.
    public func curve(of trace: Data) -> TrialCurve? {
        guard let readings = LearningTrace(trace)?.readings else { return nil }
        return .learning(
            readings.map { reading in
                LearningSample(
                    epoch: reading.epoch, value: measure.value(at: reading, of: readings),
                    testError: reading.test.error, trainError: reading.training.error,
                    details: [
                        .init("test loss", [reading.test.loss], .short),
                        .init("train loss", [reading.training.loss], .short),
                        .init("spikes", reading.test.spikes, .decimals(3)),
                        .init("residual", [reading.test.residual], .digits(2)),
                        .init("distance", [reading.distance], .digits(2)),
                    ])
            })
    }
}

extension TrainingSettings.Measure {
    /// The measure's value had the run ended at a reading. Means are over the readings of the last two epochs.
    func value(at reading: Reading, of readings: [Reading]) -> Double {
        let from = reading.epoch - Double(TrainingPlan.epochsInQuarters)
        let last = readings.filter { $0.epoch > from && $0.epoch <= reading.epoch }
        func mean(_ error: (Reading) -> Double) -> Double {
            last.reduce(0) { $0 + error($1) } / Double(last.count)
        }
        return switch self {
        case .testError: mean { $0.test.error }
        case .trainError: mean { $0.training.error }
        case .finalTestError: reading.test.error
        case .finalTrainError: reading.training.error
        }
    }
}
