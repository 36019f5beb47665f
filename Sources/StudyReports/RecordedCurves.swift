import AnnealingStudies
import HyperparameterSearch
import SpikingDynamics
import StudyFiles

extension LearningCurve.Network {
    public init(_ network: TrialNetwork) {
        self = if case .continuous = network { .continuous } else { .binary }
    }
}

extension LearningCurve {
    /// The curve of a recorded training run.
    ///
    /// - Parameters:
    ///   - kind: the study's kind, which gives the seed of a trial that stores none.
    ///   - curve: the trial's curve, decoded from its trace.
    /// - Returns: nil if the curve is not a learning curve, or the trial has no network.
    public init?(_ trial: Trial, of kind: any StudyKind, _ curve: TrialCurve?) {
        guard case .learning(let samples)? = curve, let parameters = trial.parameters,
            let network = try? TrialNetwork(parameters)
        else { return nil }
        let seed = kind.summary(of: parameters)?[TrialNetwork.seed].flatMap(Int.init) ?? 0
        let points = samples.map { Point(epoch: $0.epoch, testError: $0.testError, trainError: $0.trainError) }
        switch network {
        case .binary(let schedules):
            // The label leaves out the paper's quantizer and decoder.
            let quantizer = schedules.quantizer == .sigmaDelta ? "" : ", \(schedules.quantizer.rawValue)"
            let decoder = schedules.decoderText.map { ", decoder \($0)" } ?? ""
            self.init(
                network: .binary,
                label: "ε = \(schedules.epsilon), λ = \(schedules.lambda)\(quantizer)\(decoder)", seed: seed,
                hasFailed: trial.state == .failed, points: points)
        case .continuous:
            self.init(
                network: .continuous, label: "continuous, ε = \(network.epsilonText)", seed: seed,
                hasFailed: trial.state == .failed, points: points)
        }
    }
}
