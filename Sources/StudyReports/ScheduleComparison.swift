import AnnealingStudies
import Foundation
import HyperparameterSearch
import SpikingDynamics

/// How schedules did on the same networks, each compared with the first of them, network by network.
///
/// Networks differ far more than schedules do; on one network, though, all schedules meet the same difficulty. So what is
/// compared is the ratio of two schedules' errors on each network, not the errors' means.
public struct ScheduleComparison: Sendable {
    /// Positive numbers over networks.
    public struct Spread: Sendable, Equatable, Encodable {
        public let geometricMean: Double
        public let lowest: Double
        public let highest: Double

        /// Nil of no numbers.
        init?(_ numbers: [Double]) {
            guard let least = numbers.min(), let most = numbers.max() else { return nil }
            (geometricMean, lowest, highest) = (Aggregation.geometricMean.of(numbers), least, most)
        }
    }

    public struct Row: Sendable, Equatable, Encodable {
        /// The trial that the schedules came from.
        public let parent: String?
        public let epsilon: String
        public let lambda: String
        public let quantizer: String
        /// [network]: the minimized measure on each; none where the trial has failed or is not complete.
        public let errors: [Double]
        public let error: Spread?
        /// [network]: the error over the first row's, both at least `Aggregation.smallestError`.
        public let ratios: [Double]
        public let ratio: Spread?
        /// On how many networks the error is lower than the first row's.
        public let better: Int
        public let reason: String?
    }

    /// The baseline, then the others in the order of the study.
    public let rows: [Row]
    public let networks: Int

    /// - Parameter trials: of a study of points, the first of which is the baseline.
    public init(_ trials: [Trial], settings: ConvergenceSettings) {
        networks = settings.networks.count
        let errors = trials.map { trial -> [Double] in
            guard trial.state == .complete else { return [] }
            guard settings.networks.count > 1 else { return trial.value.map { [$0] } ?? [] }
            return settings.networkValueNames.compactMap { trial.values[$0] }
        }
        let baseline = errors.first ?? []
        rows = zip(trials, errors).compactMap { trial, errors in
            guard let parameters = trial.parameters, let schedules = try? AnnealingSchedules(parameters) else {
                return nil
            }
            let ratios =
                errors.count == baseline.count
                ? zip(errors, baseline).map { max($0, Aggregation.smallestError) / max($1, Aggregation.smallestError) }
                : []
            return Row(
                parent: trial.parent?.description, epsilon: schedules.epsilon.description,
                lambda: schedules.lambda.description, quantizer: schedules.quantizer.rawValue, errors: errors,
                error: Spread(errors), ratios: ratios, ratio: Spread(ratios), better: ratios.count { $0 < 1 },
                reason: trial.reason)
        }
    }
}
