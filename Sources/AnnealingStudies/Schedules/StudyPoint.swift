import HyperparameterSearch
import SpikingDynamics
import StudyFiles

/// A network that a study names instead of drawing it.
public struct StudyPoint: Sendable, Hashable {
    public var network: TrialNetwork
    /// The seed of a training trial; nil for the study's.
    public var seed: UInt32?
    /// The lengths of phases that a training trial sets for itself.
    public var phases: PhaseLengths
    /// The trial that the schedules came from.
    public var parent: TrialReference?

    public init(
        _ network: TrialNetwork, seed: UInt32? = nil, phases: PhaseLengths = PhaseLengths(),
        parent: TrialReference? = nil
    ) {
        self.network = network
        self.seed = seed
        self.phases = phases
        self.parent = parent
    }

    /// The point as the search knows it.
    public var declared: DeclaredPoint {
        var parameters = network.trialParameters
        if let seed { parameters.values[TrialNetwork.seed] = .number(Double(seed)) }
        for (name, steps) in phases.named { parameters.values[name] = .number(Double(steps)) }
        return DeclaredPoint(parameters, parent: parent, canonical: canonical)
    }

    private var canonical: CanonicalValue {
        var object: [String: CanonicalValue]
        switch network {
        case .binary(let schedules):
            object = ["epsilon": schedules.epsilon.canonical]
            object[AnnealingSchedules.codeName] = schedules.codeText.map { .text($0) }
            if schedules.code == .predictive {
                object["lambda"] = schedules.lambda.canonical
                object["quantizer"] = .text(schedules.quantizer.rawValue)
            }
            object["decoder"] = schedules.decoderText.map { .text($0) }
            object[AnnealingSchedules.clockName] = schedules.clockText.map { .text($0) }
        case .continuous(let epsilon): object = ["continuous": .number(epsilon)]
        }
        if let seed { object["seed"] = .integer(Int(seed)) }
        for (name, steps) in phases.named { object[name] = .integer(steps) }
        if let parent { object["parent"] = .text(parent.description) }
        return .object(object)
    }
}

extension StudyPoint {
    /// Reads a point of a convergence study: `{epsilon: 1/t, lambda: 1, quantizer: sigma-delta}`, with `decoder` and
    /// `clock` if they are not the paper's, and `parent` if there is one; or `{epsilon: 0.9, code: adaptiveDelta}`.
    init(schedules value: YAMLValue) throws(StudyFileError) {
        let point = try value.mapping("a point: epsilon, lambda and quantizer")
        try point.refuseCutSchedules()
        try point.allow(only: ScheduleKeys.points)
        self.init(.binary(try AnnealingSchedules(point)), parent: try point.parent())
    }

    /// Reads a point of a training study: as for convergence, or `{continuous: 0.5}` for the real-valued twin; both may
    /// have a `seed`, `negativeSteps` and `positiveSteps`.
    init(network value: YAMLValue) throws(StudyFileError) {
        let point = try value.mapping("a point: epsilon, lambda and quantizer, or continuous")
        try point.refuseCutSchedules()
        try point.refuseCode()
        let network: TrialNetwork
        if let continuous = point["continuous"] {
            try point.allow(only: TrainingKeys.continuousPoints)
            network = .continuous(epsilon: try continuous.positiveNumber())
        } else {
            try point.allow(only: TrainingKeys.points)
            network = .binary(try AnnealingSchedules(point))
        }
        self.init(network)
        if let seed = point["seed"] { self.seed = try seed.seedNumber() }
        phases = try PhaseLengths(point)
        parent = try point.parent()
    }
}

extension AnnealingSchedules {
    fileprivate init(_ point: YAMLMapping) throws(StudyFileError) {
        if let code = point[Self.codeName] {
            try point.checkKeysBesideCode()
            let epsilon = try point.required("epsilon")
            self.init(epsilon: try epsilon.layerSchedules(), adaptiveDelta: try code.code())
            if let codeProblem { throw epsilon.error(rule: codeProblem, remedy: Self.annealedCodeRemedy) }
            return
        }
        self.init(
            epsilon: try point.required("epsilon").layerSchedules(),
            lambda: try point.required("lambda").layerSchedules(),
            quantizer: try point.required("quantizer").choice(Quantizer.self),
            decoder: try point["decoder"]?.choice(Decoder.self) ?? .paper,
            clock: try point["clock"]?.clock() ?? .steps)
        // A search may draw schedules that do not decrease. Points with a parent were not written by hand.
        guard let problem = clockProblem, point["parent"] == nil else { return }
        throw try point.required("clock").error(rule: problem, remedy: Self.idleClockRemedy)
    }
}

extension YAMLMapping {
    /// In a mapping between braces a comma ends a text, so that the rest of a schedule with a comma becomes a key.
    func refuseCutSchedules() throws(StudyFileError) {
        guard let rest = names.first(where: { $0.contains(")") && !$0.contains("(") }) else { return }
        throw value.error(
            rule: "a comma ends a value between braces, and '\(ShownText(rest).text)' stands after one",
            remedy: "put a schedule that has a comma in quotes, as in \"0.9*max(1,t/6)^-0.1\"")
    }
}

extension YAMLValue {
    /// A schedule's text.
    func schedule() throws(StudyFileError) -> Schedule {
        let text = try text("a schedule's text, such as 0.843/t^0.0923")
        do {
            return try Schedule(parsing: text)
        } catch {
            throw self.error(
                rule: "this is not a schedule: expected \(error.expected) at character \(error.position)",
                remedy: "write for example 0.843/t^0.0923, 1/sqrt(t), 0.5 or 1*exp(-t/20)")
        }
    }
}
