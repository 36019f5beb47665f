import DigitFiles
import HyperparameterSearch
import StudyFiles

// The names of before, until their last callers are converted.

public typealias AnnealingStudy = DeclaredStudy
public typealias NetworkInstance = NetworkSpecification
public typealias Combination = Aggregation
public typealias InstanceList = NetworkList

public enum StudyObjective: Sendable, Hashable {
    case convergence(ConvergenceSettings)
    case training(TrainingSettings)

    public var kind: any AnnealingKind {
        switch self {
        case .convergence(let settings): settings
        case .training(let settings): settings
        }
    }
    public var measure: String { kind.measureName }
    public var valueNames: [String] { kind.valueNames }
    public var shownValueNames: [String] { kind.shownValueNames }
    public var networks: [String: String] { kind.valueNotes }

    public func evaluator(digits: () throws -> DigitData, threads: Int) throws -> any Objective {
        switch self {
        case .convergence(let settings): try ConvergenceObjective(settings)
        case .training(let settings): try TrainingObjective(settings, digits: digits(), threads: threads)
        }
    }
}

extension DeclaredStudy {
    public var objective: StudyObjective {
        if let settings = kind as? ConvergenceSettings {
            .convergence(settings)
        } else if let settings = kind
            as? TrainingSettings
        {
            .training(settings)
        } else {
            preconditionFailure()
        }
    }

    public init(name: String, objective: StudyObjective, sampling: Sampling, points: [StudyPoint] = []) {
        self.init(name: name, kind: objective.kind, sampling: sampling, points: points.map(\.declared))
    }
}

extension DeclaredPoint {
    public var network: TrialNetwork { (try? TrialNetwork(parameters)) ?? .continuous(epsilon: .nan) }
}

extension ConvergenceSettings {
    public var instances: [NetworkSpecification] { networks }
    public var combination: Aggregation { aggregation }
    public var instanceValueNames: [String] { networkValueNames }
    public init(
        instances: [NetworkSpecification], combination: Aggregation = .geometricMean, steps: Int, measure: Measure,
        noiseSeed: UInt32 = 0
    ) {
        self.init(
            networks: instances, aggregation: combination, steps: steps, measure: measure, noiseSeed: noiseSeed)
    }
}

extension ErrorTrace {
    public var instanceErrors: [[Double]] { networkErrors }
}

extension NetworkList {
    public static func instances(_ text: String, layers: [Int]) throws(NetworkListError) -> [NetworkSpecification] {
        try networks(text, layers: layers)
    }
}

extension StudyFile {
    public static func read(path: String) throws(StudyFileError) -> DeclaredStudy {
        try read(path: path, kinds: .annealing)
    }
    public static func read(_ text: String, file: String) throws(StudyFileError) -> DeclaredStudy {
        try read(text, file: file, kinds: .annealing)
    }
    public static func read(_ stored: StudyDefinition) throws(StudyFileError) -> DeclaredStudy {
        try read(stored, kinds: .annealing)
    }
}
