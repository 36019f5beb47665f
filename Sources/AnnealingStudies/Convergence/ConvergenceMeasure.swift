import SpikingDynamics

extension ConvergenceSettings {
    /// What is minimized, over the steps of a trial.
    public enum Measure: Sendable, Hashable {
        /// The mean of error(t) over all steps.
        case meanError
        /// The mean of error(t) over the first 20 steps.
        case earlyError
        /// error(t) at the last step.
        case finalError
        /// The mean over all steps of the Euclidean norm of s* - s.
        case meanEuclideanError
        /// error(t) at this step, at which the evaluation stops.
        case errorAt(Int)
    }

    /// The steps that a trial makes: ``steps``, or fewer if the measure needs no more.
    public var evaluatedSteps: Int {
        if case .errorAt(let step) = measure { min(step, steps) } else { steps }
    }
}

/// The raw value is the name of a trial's value: `meanError`, `errorAt20`.
extension ConvergenceSettings.Measure: CaseIterable, RawRepresentable {
    /// Those that a study file names by one word.
    public static let allCases: [Self] = [.meanError, .earlyError, .finalError, .meanEuclideanError]

    public init?(rawValue: String) {
        guard let found = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
        self = found
    }

    public var rawValue: String {
        switch self {
        case .meanError: "meanError"
        case .earlyError: "earlyError"
        case .finalError: "finalError"
        case .meanEuclideanError: "meanEuclideanError"
        case .errorAt(let step): "errorAt\(step)"
        }
    }

    /// The measures that a trial stores. A trial that stops at its measure's step has no errors over all steps.
    var stored: [Self] {
        switch self {
        case .meanError, .earlyError, .finalError, .meanEuclideanError: Self.allCases
        case .errorAt: [self]
        }
    }

    /// Whether the sum of errors so far bounds the final value. The error at one step has no bound before that step.
    var hasMonotoneBound: Bool {
        switch self {
        case .meanError, .earlyError, .meanEuclideanError: true
        case .finalError, .errorAt: false
        }
    }
}

extension ConvergenceSettings.Measure {
    func of(_ errors: ConvergenceErrors) -> Double {
        switch self {
        case .meanError: errors.meanError
        case .earlyError: errors.earlyError
        case .finalError, .errorAt: errors.finalError
        case .meanEuclideanError: errors.meanEuclideanError
        }
    }

    /// A lower bound of the measure's final value, since errors are never negative; nil for the error at one step.
    func bound(of trial: TrialInFlight) -> Double? {
        switch self {
        case .meanError: trial.meanErrorBound
        case .earlyError: trial.earlyErrorBound
        case .meanEuclideanError: trial.meanEuclideanErrorBound
        case .finalError, .errorAt: nil
        }
    }

    /// The measure's value if the trial ended at its present step; nil before the first step.
    func soFar(_ trial: TrialInFlight) -> Double? {
        guard let errors = trial.errorsSoFar else { return nil }
        return switch self {
        case .meanError: errors.meanError
        case .earlyError: errors.earlyError
        case .finalError, .errorAt: errors.finalError
        case .meanEuclideanError: errors.meanEuclideanError
        }
    }

    /// The measure's value had the trial ended at this sample's step; nil if the sample does not tell it, or if it has
    /// been final since an earlier step.
    public func value(at sample: ErrorTrace.Sample) -> Double? {
        switch self {
        case .meanError: sample.runningMean
        case .earlyError: sample.step <= ConvergenceErrors.earlySteps ? sample.runningMean : nil
        case .finalError, .errorAt: sample.error
        case .meanEuclideanError: nil
        }
    }
}
