import HyperparameterSearch
import SpikingDynamics

/// Reads one of the `points` of a study file.
enum PointReader {
    /// `{epsilon: 1/t, lambda: 1, quantizer: sigma-delta}`, with `parent` if wanted.
    static func schedules(_ value: YAMLValue) throws(StudyFileError) -> StudyPoint {
        let point = try value.mapping("a point: epsilon, lambda and quantizer")
        try point.allow(only: "epsilon", "lambda", "quantizer", "parent")
        return StudyPoint(.binary(try schedules(point)), parent: try parent(point))
    }

    /// The same, with `seed` and `parent` if wanted; or `{continuous: 0.5}` for the real-valued twin.
    static func training(_ value: YAMLValue) throws(StudyFileError) -> StudyPoint {
        let point = try value.mapping("a point: epsilon, lambda and quantizer, or continuous")
        let network: TrialNetwork
        if let continuous = point["continuous"] {
            try point.allow(only: "continuous", "seed", "parent")
            network = .continuous(epsilon: try continuous.positiveNumber())
        } else {
            try point.allow(only: "epsilon", "lambda", "quantizer", "seed", "parent")
            network = .binary(try schedules(point))
        }
        var result = StudyPoint(network)
        if let seed = point["seed"] { result.seed = try seed.seedNumber() }
        result.parent = try parent(point)
        return result
    }

    private static func parent(_ point: YAMLMapping) throws(StudyFileError) -> TrialReference? {
        guard let value = point["parent"] else { return nil }
        guard let parent = TrialReference(try value.text("a trial, such as paper-5000/4333")) else {
            throw value.error(rule: "this is not a trial", remedy: "write study and number, such as paper-5000/4333")
        }
        return parent
    }

    private static func schedules(_ point: YAMLMapping) throws(StudyFileError) -> AnnealingSchedules {
        AnnealingSchedules(
            epsilon: try schedule(point.required("epsilon")), lambda: try schedule(point.required("lambda")),
            quantizer: try point.required("quantizer").choice(Quantizer.self))
    }

    /// A schedule's text.
    static func schedule(_ value: YAMLValue) throws(StudyFileError) -> Schedule {
        let text = try value.text("a schedule's text, such as 0.843/t^0.0923")
        do {
            return try Schedule(parsing: text)
        } catch {
            throw value.error(
                rule: "this is not a schedule: expected \(error.expected) at character \(error.position)",
                remedy: "write for example 0.843/t^0.0923, 1/sqrt(t), 0.5 or 1*exp(-t/20)")
        }
    }
}
