import HyperparameterSearch
import SpikingDynamics

extension Evaluation {
    /// A complete trial of the convergence experiment.
    ///
    /// - Parameter errors: [instance], what each network gave.
    init(_ errors: [ConvergenceErrors], of settings: ConvergenceSettings) {
        var values: [String: Double] = ["spikes": Double(errors.reduce(0) { $0 + $1.spikes.reduce(0, +) })]
        for measure in ConvergenceSettings.Measure.allCases {
            values[measure.rawValue] = settings.combination.of(errors.map(measure.of))
        }
        for (name, errors) in zip(settings.instanceValueNames, errors) { values[name] = settings.measure.of(errors) }
        self.init(
            .complete(value: values[settings.measure.rawValue] ?? .nan), values: values, steps: settings.steps,
            trace: ErrorTrace(errors, combination: settings.combination).encoded)
    }
}

extension ConvergenceSettings.Measure {
    func of(_ errors: ConvergenceErrors) -> Double {
        switch self {
        case .meanError: errors.meanError
        case .earlyError: errors.earlyError
        case .finalError: errors.finalError
        case .meanEuclideanError: errors.meanEuclideanError
        }
    }

    /// The least that the measure can still come to: errors are never negative. Nil for the last step's.
    func bound(of trial: TrialInFlight) -> Double? {
        switch self {
        case .meanError: trial.meanErrorBound
        case .earlyError: trial.earlyErrorBound
        case .meanEuclideanError: trial.meanEuclideanErrorBound
        case .finalError: nil
        }
    }
}
