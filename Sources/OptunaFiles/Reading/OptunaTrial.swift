import HyperparameterSearch

/// A trial as the rows of an Optuna storage have it.
struct OptunaTrial {
    struct StoredParameter {
        let name: String
        let value: Double
        /// The text of the distribution.
        let distribution: String
    }

    enum State: String {
        case running = "RUNNING"
        case waiting = "WAITING"
        case complete = "COMPLETE"
        case pruned = "PRUNED"
        case failed = "FAIL"

        var isFinished: Bool { self != .running && self != .waiting }
    }

    /// A value, which may not be finite.
    enum Value: Hashable {
        case finite(Double)
        /// `INF_POS`, `INF_NEG` or `NAN`.
        case other(String)

        var number: Double? { if case .finite(let number) = self { number } else { nil } }
    }

    /// The trial's place among the study's trials, from 0.
    let index: Int
    let state: State
    let started: String?
    let finished: String?
    var parameters: [StoredParameter] = []
    var value: Value?
    /// In order of step.
    var intermediateValues: [(step: Int, value: Value)] = []
    /// JSON texts.
    var userAttributes: [(key: String, text: String)] = []
    var systemAttributes: [(key: String, text: String)] = []
}
