import Foundation
import HyperparameterSearch

/// Attributes of Optuna's as attributes of Settle's store, which are JSON texts by name. All are kept.
struct ReadAttributes {
    private(set) var all: [String: String] = [:]
    private var texts: [String: [String: String]] = [:]

    mutating func add(_ attributes: [(key: String, text: String)], isSystem: Bool, except keys: Set<String> = []) {
        for (key, text) in attributes where !keys.contains(key) {
            let own = isSystem ? nil : key.hasPrefix(OptunaNames.attribute) ? OptunaNames.attribute : nil
            let name =
                own.map { String(key.dropFirst($0.count)) }
                ?? (isSystem ? OptunaNames.system : OptunaNames.user) + key
            if Self.canStore(name, text) {
                all[name] = text
            } else {
                texts[isSystem ? OptunaNames.systemTexts : OptunaNames.userTexts, default: [:]][key] = text
            }
        }
        for (name, values) in texts { all[name] = PythonJSON.object(values.mapValues(PythonJSON.text)).written }
    }

    mutating func set(_ name: String, _ json: String) { all[name] = json }

    /// JSON as SQLite and Foundation both read it.
    private static func canStore(_ name: String, _ text: String) -> Bool {
        do {
            try StudyError.checkAttribute(name, text)
            return PythonJSON(text) != nil && !text.utf8.contains(0)
        } catch {
            return false
        }
    }
}
