import DigitFiles
import HyperparameterSearch

/// What a study of schedules minimizes.
public enum StudyObjective: Sendable, Hashable {
    /// How far binary networks stay from the fixed point of their real-valued twin (section 4.1).
    case convergence(ConvergenceSettings)
    /// How well networks learn digits (section 4.2).
    case training(TrainingSettings)

    /// The name of the value that is minimized.
    public var measure: String {
        switch self {
        case .convergence(let settings): settings.measure.rawValue
        case .training(let settings): settings.measure.rawValue
        }
    }

    /// The names of a complete trial's values.
    public var valueNames: [String] {
        switch self {
        case .convergence(let settings): settings.valueNames
        case .training: TrainingSettings.valueNames
        }
    }

    /// Those that lists show: the minimized one first.
    public var shownValueNames: [String] {
        let names =
            switch self {
            case .convergence: ["meanError", "earlyError", "finalError"]
            case .training: ["testError", "trainError", "spikes", "distance"]
            }
        return [measure] + names.filter { $0 != measure }
    }

    /// Of several networks, which one each of the values is of, by the values' names.
    public var networks: [String: NetworkInstance] {
        guard case .convergence(let settings) = self else { return [:] }
        return Dictionary(uniqueKeysWithValues: zip(settings.instanceValueNames, settings.instances))
    }

    /// What evaluates trials.
    ///
    /// - Parameters:
    ///   - digits: reads the images; asked for by training alone.
    ///   - threads: how many there are to share; nothing but the time depends on it.
    /// - Throws: `LayeredNetworkError`, `ConvergenceExperimentError`, `LearningRuleError`, `TrainingImagesError`,
    ///   ``InstanceError``, ``TrainingDataError``, and what `digits` throws.
    public func evaluator(digits: () throws -> DigitData, threads: Int) throws -> any Objective {
        switch self {
        case .convergence(let settings): try ConvergenceObjective(settings)
        case .training(let settings): try TrainingObjective(settings, digits: digits(), threads: threads)
        }
    }
}
