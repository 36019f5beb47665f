import AnnealingStudies
import Foundation
import HyperparameterSearch
import SpikingDynamics
import StudyFiles

/// A comparison of schedules on the same networks. The first schedule is the baseline.
///
/// Errors differ far more between networks than between schedules, but one network is equally hard for all schedules.
/// The comparison therefore takes the ratio of two schedules' errors on each network and not the ratio of their mean
/// errors.
public struct ScheduleComparison: Sendable {
    /// The geometric mean and the extremes of positive numbers, one for each network.
    public struct Spread: Sendable, Equatable, Encodable {
        public let geometricMean: Double
        public let lowest: Double
        public let highest: Double

        /// - Returns: nil if there are no numbers.
        init?(_ numbers: [Double]) {
            guard let least = numbers.min(), let most = numbers.max() else { return nil }
            (geometricMean, lowest, highest) = (Aggregation.geometricMean.of(numbers), least, most)
        }
    }

    public struct Row: Sendable, Equatable, Encodable {
        /// The trial that the schedules came from.
        public let parent: String?
        public let epsilon: String
        /// Nil for a continuous network, and if the code is not the paper's.
        public let lambda: String?
        /// `continuous` for a continuous network, which does not quantize; nil if the code is not the paper's.
        public let quantizer: String?
        /// Nil for the paper's.
        public let decoder: String?
        /// Nil for the steps.
        public let clock: String?
        /// Nil for the paper's.
        public let code: String?
        /// `[network]`: the minimized measure; empty if the trial is not complete.
        public let errors: [Double]
        public let error: Spread?
        /// `[network]`: the error divided by the baseline's error, where both are raised to at least
        /// `Aggregation.smallestError`.
        public let ratios: [Double]
        public let ratio: Spread?
        /// The number of networks on which the error is below the baseline's error.
        public let better: Int
        public let reason: String?
        /// The shares of the summed error by decade of steps; nil if the trial has no curve.
        public let shares: [ErrorShares.Part]?
    }

    /// The baseline, then the other trials in the order of the study, then a continuous network if one is added.
    public private(set) var rows: [Row]
    public let networks: Int

    /// - Parameters:
    ///   - trials: the trials of a study of points. The first one is the baseline.
    ///   - curve: gives the curve of a trial; nil if it has none.
    public init(
        _ trials: [Trial], settings: ConvergenceSettings, curve: (Trial) throws -> TrialCurve?
    ) rethrows {
        networks = settings.networks.count
        let errors = trials.map { trial -> [Double] in
            guard trial.state == .complete else { return [] }
            guard settings.networks.count > 1 else { return trial.value.map { [$0] } ?? [] }
            return settings.networkValueNames.compactMap { trial.values[$0] }
        }
        let baseline = errors.first ?? []
        rows = try zip(trials, errors).compactMap { trial, errors in
            guard let parameters = trial.parameters, let schedules = try? AnnealingSchedules(parameters) else {
                return nil
            }
            let ratios = Self.ratios(errors, to: baseline)
            return Row(
                parent: trial.parent?.description, epsilon: schedules.epsilon.description,
                lambda: schedules.lambdaText, quantizer: schedules.quantizerText,
                decoder: schedules.decoderText, clock: schedules.clockText, code: schedules.codeText, errors: errors,
                error: Spread(errors), ratios: ratios, ratio: Spread(ratios), better: ratios.count { $0 < 1 },
                reason: trial.reason, shares: try Self.shares(of: curve(trial)))
        }
    }

    /// Adds a row for the real-valued twins themselves.
    ///
    /// - Parameters:
    ///   - epsilon: the step size of all steps.
    ///   - errors: `[network]`: the minimized measure.
    public mutating func addContinuous(epsilon: Double, errors: [Double]) {
        let ratios = Self.ratios(errors, to: rows.first?.errors ?? [])
        rows.append(
            Row(
                parent: nil, epsilon: Schedule.constant(epsilon).description, lambda: nil, quantizer: Self.continuous,
                decoder: nil, clock: nil, code: nil, errors: errors, error: Spread(errors), ratios: ratios,
                ratio: Spread(ratios),
                better: ratios.count { $0 < 1 }, reason: nil, shares: nil))
    }

    /// What stands for the quantizer of a continuous network, which has none.
    private static let continuous = "continuous"

    /// - Returns: empty if a trial is not complete.
    private static func ratios(_ errors: [Double], to baseline: [Double]) -> [Double] {
        guard errors.count == baseline.count else { return [] }
        return zip(errors, baseline).map {
            max($0, Aggregation.smallestError) / max($1, Aggregation.smallestError)
        }
    }

    private static func shares(of curve: TrialCurve?) -> [ErrorShares.Part]? {
        guard case .errors(let curve)? = curve else { return nil }
        return ErrorShares(curve)?.parts
    }
}
