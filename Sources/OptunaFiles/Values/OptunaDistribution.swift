import HyperparameterSearch

/// The distribution of a parameter as Optuna stores it with each trial.
enum OptunaDistribution: Hashable {
    case float(low: Double, high: Double, isLog: Bool, step: Double?)
    case integer(low: Int, high: Int, isLog: Bool, step: Int)
    case categorical([PythonJSON])

    /// The text of `distribution_json`, with the keys in Optuna's order.
    var text: String {
        switch self {
        case .float(let low, let high, let isLog, let step):
            "{\"name\": \"FloatDistribution\", \"attributes\": {\"step\": \(step.map(\.description) ?? "null"), "
                + "\"low\": \(low), \"high\": \(high), \"log\": \(isLog)}}"
        case .integer(let low, let high, let isLog, let step):
            "{\"name\": \"IntDistribution\", \"attributes\": {\"log\": \(isLog), \"step\": \(step), "
                + "\"low\": \(low), \"high\": \(high)}}"
        case .categorical(let choices):
            "{\"name\": \"CategoricalDistribution\", \"attributes\": {\"choices\": "
                + "\(PythonJSON.list(choices).written)}}"
        }
    }

    /// Reads `distribution_json`, with the distributions that versions before 3 had.
    ///
    /// - Returns: nil where the text is no distribution, or its range is inverted or not finite.
    init?(_ text: String) {
        guard let json = PythonJSON(text), let name = json["name"]?.text, let attributes = json["attributes"] else {
            return nil
        }
        let isLog = attributes["log"] == .boolean(true)
        switch name {
        case "FloatDistribution": self.init(real: attributes, isLog: isLog, step: "step")
        case "UniformDistribution": self.init(real: attributes, isLog: false)
        case "LogUniformDistribution": self.init(real: attributes, isLog: true)
        case "DiscreteUniformDistribution": self.init(real: attributes, isLog: false, step: "q")
        case "IntDistribution": self.init(whole: attributes, isLog: isLog)
        case "IntUniformDistribution": self.init(whole: attributes, isLog: false)
        case "IntLogUniformDistribution": self.init(whole: attributes, isLog: true)
        case "CategoricalDistribution":
            guard case .list(let choices)? = attributes["choices"], !choices.isEmpty else { return nil }
            self = .categorical(choices)
        default: return nil
        }
    }

    private init?(real attributes: PythonJSON, isLog: Bool, step key: String? = nil) {
        guard let low = attributes["low"]?.number, let high = attributes["high"]?.number, low <= high,
            low.isFinite, high.isFinite, !isLog || low > 0
        else { return nil }
        let step = key.flatMap { attributes[$0]?.number }
        guard step.map({ $0 > 0 && $0.isFinite && !isLog }) ?? true else { return nil }
        self = .float(low: low, high: high, isLog: isLog, step: step)
    }

    private init?(whole attributes: PythonJSON, isLog: Bool) {
        guard let low = attributes["low"]?.whole, let high = attributes["high"]?.whole, low <= high,
            !isLog || low > 0
        else { return nil }
        let step = attributes["step"]?.whole ?? 1
        guard step >= 1 else { return nil }
        self = .integer(low: low, high: high, isLog: isLog, step: isLog ? 1 : step)
    }
}
