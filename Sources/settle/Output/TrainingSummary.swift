import AnnealingStudies
import EquilibriumPropagation
import Foundation
import HyperparameterSearch
import StudyReports

/// What came of training: a row for each network, over its seeds.
struct TrainingSummary {
    /// Errors over seeds and the readings of the last two epochs.
    struct Errors: Encodable {
        let mean: Double
        let lowest: Double
        let highest: Double

        init?(_ trials: [Trial], _ set: String) {
            let means = trials.compactMap { $0.values["\(set.lowercased())Error"] }
            guard !means.isEmpty, let low = trials.compactMap({ $0.values["lowest\(set)Error"] }).min(),
                let high = trials.compactMap({ $0.values["highest\(set)Error"] }).max()
            else { return nil }
            (mean, lowest, highest) = (means.reduce(0, +) / Double(means.count), low, high)
        }
    }

    struct Row: Encodable {
        let network: String
        let epsilon: String
        let lambda: String?
        let quantizer: String?
        let parent: String?
        let seeds: [Int]
        let epochs: Int
        /// How many of the runs came to their end.
        let complete: Int
        let test: Errors?
        let train: Errors?
        /// A neuron above the input and step.
        let spikes: Double?
        /// How far a neuron was from its fixed point at the end of the negative phase.
        let distance: Double?
        /// Of a run, on the average.
        let seconds: Double?
    }

    private let study: AnnealingStudy
    private let trials: [Trial]
    let rows: [Row]

    /// - Parameter trials: of a study of `settle train`.
    init(_ trials: [Trial], of study: AnnealingStudy) {
        self.study = study
        self.trials = trials
        var groups: [(network: TrialNetwork, trials: [Trial])] = []
        for trial in trials {
            guard let network = Self.network(of: trial, study) else { continue }
            if let place = groups.firstIndex(where: { $0.network == network }) {
                groups[place].trials.append(trial)
            } else {
                groups.append((network, [trial]))
            }
        }
        rows = groups.map { Self.row($0.network, $0.trials, study) }
    }

    private static func network(of trial: Trial, _ study: AnnealingStudy) -> TrialNetwork? {
        trial.parameters.flatMap { try? TrialNetwork($0) }
            ?? (study.points.indices.contains(trial.number) ? study.points[trial.number].network : nil)
    }

    private static func row(_ network: TrialNetwork, _ trials: [Trial], _ study: AnnealingStudy) -> Row {
        let complete = trials.filter { $0.state == .complete }
        let mean = { (numbers: [Double]) in numbers.isEmpty ? nil : numbers.reduce(0, +) / Double(numbers.count) }
        var epochs = 0
        if case .training(let settings) = study.objective { epochs = settings.plan.epochs }
        return Row(
            network: network.quantizerText == nil ? "continuous" : "binary", epsilon: network.epsilonText,
            lambda: network.lambdaText, quantizer: network.quantizerText,
            parent: trials.lazy.compactMap(\.parent).first?.description,
            seeds: trials.compactMap { try? $0.parameters?.integer(TrialNetwork.seed) }, epochs: epochs,
            complete: complete.count, test: Errors(complete, "Test"), train: Errors(complete, "Train"),
            spikes: mean(complete.compactMap { $0.values["spikes"] }),
            distance: mean(complete.compactMap { $0.values["distance"] }),
            seconds: mean(complete.compactMap(\.result?.seconds)))
    }

    /// Failed runs with their reasons, networks that had not settled, and the paper's numbers.
    func tellWhatIsWrong() {
        for trial in trials {
            if let reason = trial.reason { Console.error("Trial \(trial.number) failed: \(reason).") }
            if trial.state == .complete, let distance = trial.values["distance"], distance > Reading.settledDistance {
                Console.error(
                    "Warning: the network of trial \(trial.number) had not settled by the end of the negative phase: its "
                        + String(format: "neurons were %.2g from their fixed point, on the average.", distance))
            }
        }
        var note =
            "Errors are means (and extremes) over seeds and the readings of the last two epochs; times are those of "
        note += "the process that finished a run."
        if case .training(let settings) = study.objective, settings.data == .mnist, settings.plan == TrainingPlan() {
            let readings = [LearningCurve.Network.binary, .continuous].map { network in
                let published = PublishedReadings.of(network)
                return "\(network.rawValue) \(PercentText.signed(published.testError)) test, "
                    + "\(PercentText.signed(published.trainError)) train"
            }
            note += " The paper's readings: \(readings.joined(separator: "; "))."
        }
        Console.error(note)
    }
}
