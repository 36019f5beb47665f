import AnnealingStudies
import EquilibriumPropagation
import Foundation
import HyperparameterSearch
import StudyFiles

/// The results of training, with one row for each network. A row summarizes all seeds of its network.
public struct TrainingSummary: Sendable {
    /// The mean and the extremes of an error over all seeds and over the readings of the last two epochs.
    public struct Errors: Encodable, Sendable {
        public let mean: Double
        public let lowest: Double
        public let highest: Double

        init?(_ trials: [Trial], _ set: String) {
            let means = trials.compactMap { $0.values["\(set.lowercased())Error"] }
            guard !means.isEmpty, let low = trials.compactMap({ $0.values["lowest\(set)Error"] }).min(),
                let high = trials.compactMap({ $0.values["highest\(set)Error"] }).max()
            else { return nil }
            (mean, lowest, highest) = (means.reduce(0, +) / Double(means.count), low, high)
        }
    }

    public struct Row: Encodable, Sendable {
        public let network: String
        public let epsilon: String
        public let lambda: String?
        public let quantizer: String?
        /// Nil for the paper's.
        public let decoder: String?
        public let parent: String?
        public let seeds: [Int]
        public let epochs: Int
        /// The number of complete runs.
        public let complete: Int
        public let test: Errors?
        public let train: Errors?
        /// The mean number of spikes per step of a neuron above the input.
        public let spikes: Double?
        /// The mean distance of a neuron from its fixed point at the end of the negative phase.
        public let distance: Double?
        /// The mean duration of a run in seconds.
        public let seconds: Double?
    }

    private let trials: [Trial]
    /// Whether the networks were trained as the paper's were.
    public let isPapers: Bool
    public let rows: [Row]

    /// - Parameters:
    ///   - trials: the trials of a study that trains each network with each seed.
    ///   - settings: the settings of the study.
    public init(_ trials: [Trial], of study: DeclaredStudy, settings: TrainingSettings) {
        self.trials = trials
        isPapers = settings.isThePapers
        var groups: [(network: TrialNetwork, trials: [Trial])] = []
        for trial in trials {
            guard let network = Self.network(of: trial, study) else { continue }
            if let place = groups.firstIndex(where: { $0.network == network }) {
                groups[place].trials.append(trial)
            } else {
                groups.append((network, [trial]))
            }
        }
        rows = groups.map { Self.row($0.network, $0.trials, epochs: settings.plan.epochs) }
    }

    private static func network(of trial: Trial, _ study: DeclaredStudy) -> TrialNetwork? {
        let declared = study.points.indices.contains(trial.number) ? study.points[trial.number].parameters : nil
        return (trial.parameters ?? declared).flatMap { try? TrialNetwork($0) }
    }

    private static func row(_ network: TrialNetwork, _ trials: [Trial], epochs: Int) -> Row {
        let complete = trials.filter { $0.state == .complete }
        let mean = { (numbers: [Double]) in numbers.isEmpty ? nil : numbers.reduce(0, +) / Double(numbers.count) }
        return Row(
            network: LearningCurve.Network(network).rawValue, epsilon: network.epsilonText,
            lambda: network.lambdaText, quantizer: network.quantizerText, decoder: network.decoderText,
            parent: trials.lazy.compactMap(\.parent).first?.description,
            seeds: trials.compactMap { try? $0.parameters?.integer(TrialNetwork.seed) }, epochs: epochs,
            complete: complete.count, test: Errors(complete, "Test"), train: Errors(complete, "Train"),
            spikes: mean(complete.compactMap { $0.values["spikes"] }),
            distance: mean(complete.compactMap { $0.values["distance"] }),
            seconds: mean(complete.compactMap(\.result?.seconds)))
    }

    /// The failed trials with their reasons.
    public var failures: [(trial: Int, reason: String)] {
        trials.compactMap { trial in trial.reason.map { (trial.number, $0) } }
    }

    /// The complete trials whose networks had not settled by the end of the negative phase, with the mean distance of a
    /// neuron from its fixed point.
    public var unsettled: [(trial: Int, distance: Double)] {
        trials.compactMap { trial in
            guard trial.state == .complete, let distance = trial.values["distance"],
                distance > Reading.settledDistance
            else { return nil }
            return (trial.number, distance)
        }
    }
}
