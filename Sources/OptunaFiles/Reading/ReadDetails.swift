import Foundation
import HyperparameterSearch

/// What an export of Settle's says of a trial in the trial's user attributes. Of other files it is all empty.
struct ReadDetails {
    var steps: Int?
    var reason: String?
    var bound: Double?
    var lastValue: Double?
    var attempt = 1
    var parent: TrialReference?
    var values: [String: Double] = [:]
    /// The keys that these were read from.
    private(set) var keys: Set<String> = []

    init(_ attributes: [(key: String, text: String)]) {
        guard attributes.contains(where: { $0.key.hasPrefix("settle:") }) else { return }
        let texts = Dictionary(attributes) { first, _ in first }
        let json = { (key: String) in texts[key].flatMap { PythonJSON($0) } }
        if let steps = json(OptunaNames.steps)?.whole, steps >= 0 {
            self.steps = steps
            keys.insert(OptunaNames.steps)
        }
        if let reason = json(OptunaNames.reason)?.text {
            self.reason = reason
            keys.insert(OptunaNames.reason)
        }
        guard let details = json(OptunaNames.details) else { return }
        keys.insert(OptunaNames.details)
        bound = details["bound"]?.number
        lastValue = details["lastValue"]?.number
        if let attempt = details["attempt"]?.whole, attempt > 1 { self.attempt = attempt }
        parent = details["parent"]?.text.flatMap(TrialReference.init)
        guard case .list(let names)? = details["values"] else { return }
        for name in names.compactMap(\.text) {
            guard let value = json(name)?.number else { continue }
            values[name] = value
            keys.insert(name)
        }
    }
}
