/// The names under which Settle and Optuna keep each other's data.
enum OptunaNames {
    // MARK: Optuna's attributes in Settle's store

    /// Before the key of a user attribute; the value is its JSON.
    static let user = "optuna:user:"
    /// Before the key of a system attribute; the value is its JSON.
    static let system = "optuna:system:"
    /// The attributes whose key is too long for a name, or whose value is not JSON: an object of their texts by key.
    static let userTexts = "optuna:user"
    static let systemTexts = "optuna:system"
    /// How Optuna had the trial, where Settle has it otherwise: `{"state": "PRUNED"}`, `{"state": "COMPLETE",
    /// "value": "INF_POS"}`.
    static let trial = "optuna:trial"

    // MARK: Settle's data in Optuna's attributes

    static let definition = "settle:definition"
    static let exporter = "settle:exported_by"
    static let steps = "settle:steps"
    static let reason = "settle:reason"
    /// What else is stored of a trial: `{"number", "attempt", "bound", "lastValue", "parent", "values"}`.
    static let details = "settle:trial"
    /// Before the name of an attribute of Settle's store.
    static let attribute = "settle:attribute:"

    /// Optuna's own system attribute with the names of the objectives' values.
    static let metricNames = "study:metric_names"
}
