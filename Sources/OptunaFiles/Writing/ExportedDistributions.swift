import HyperparameterSearch

/// The distributions of an exported study's parameters, and the trials' values in Optuna's form.
struct ExportedDistributions {
    private struct Known {
        let distribution: OptunaDistribution
        let text: String
        /// By choice, where the distribution is categorical.
        var indices: [ParameterValue: Int] = [:]
    }

    private var known: [String: Known] = [:]

    /// - Parameters:
    ///   - space: the parameters that the study searches.
    ///   - others: the values of parameters that only points have.
    init(of space: [Parameter], others: [String: ParameterRange]) {
        for (name, range) in others { add(name, range.domain) }
        for parameter in space { add(parameter.name, parameter.domain) }
    }

    private mutating func add(_ name: String, _ domain: Domain) {
        let distribution = OptunaDistribution(domain)
        var entry = Known(distribution: distribution, text: distribution.text)
        if case .choice(let values) = domain {
            entry.indices = Dictionary(zip(values, 0...)) { first, _ in first }
        }
        known[name] = entry
    }

    /// A value as `param_value` and `distribution_json` have it. A range that does not contain the value is widened
    /// for this trial, and a choice that the list lacks is added.
    func entry(_ name: String, _ value: ParameterValue) -> (value: Double, distribution: String) {
        guard let known = known[name] else { return (0, OptunaDistribution.categorical([value.json]).text) }
        switch (known.distribution, value) {
        case (.float(let low, let high, let isLog, _), .number(let number)):
            if (low...high).contains(number) { return (number, known.text) }
            let (low, high) = (min(low, number), max(high, number))
            return (number, OptunaDistribution.float(low: low, high: high, isLog: isLog && low > 0, step: nil).text)
        case (.integer(let low, let high, let isLog, _), .number(let number)):
            guard let whole = Int(exactly: number) else {
                let (low, high) = (min(Double(low), number), max(Double(high), number))
                return (number, OptunaDistribution.float(low: low, high: high, isLog: false, step: nil).text)
            }
            if (low...high).contains(whole) { return (number, known.text) }
            let (least, most) = (min(low, whole), max(high, whole))
            return (number, OptunaDistribution.integer(low: least, high: most, isLog: isLog && least > 0, step: 1).text)
        case (.categorical(let choices), _):
            if let index = known.indices[value] { return (Double(index), known.text) }
            return (Double(choices.count), OptunaDistribution.categorical(choices + [value.json]).text)
        case (.float, _), (.integer, _): return (0, OptunaDistribution.categorical([value.json]).text)
        }
    }
}

/// The values that a parameter has in a study's trials.
struct ParameterRange {
    private var numbers: ClosedRange<Double>?
    private var isWhole = true
    private var categories: [ParameterValue] = []
    private var seen: Set<ParameterValue> = []

    mutating func add(_ value: ParameterValue) {
        if case .number(let number) = value {
            numbers = numbers.map { min($0.lowerBound, number)...max($0.upperBound, number) } ?? number...number
            isWhole = isWhole && abs(number) <= 0x1p53 && number == number.rounded()
        } else if seen.insert(value).inserted {
            categories.append(value)
        }
    }

    /// The range of the numbers; where there are words or truth values, the list of these. A number among words is added
    /// to the list in its own trial.
    var domain: Domain {
        guard categories.isEmpty, let numbers else { return .choice(categories) }
        return isWhole
            ? .integer(Int(numbers.lowerBound)...Int(numbers.upperBound)) : .float(numbers, scale: .linear)
    }
}

extension OptunaDistribution {
    init(_ domain: Domain) {
        switch domain {
        case .float(let range, let scale, let step):
            self = .float(low: range.lowerBound, high: range.upperBound, isLog: scale == .log, step: step)
        case .integer(let range, let scale, let step):
            self = .integer(low: range.lowerBound, high: range.upperBound, isLog: scale == .log, step: step)
        case .choice(let values): self = .categorical(values.map(\.json))
        }
    }
}

extension ParameterValue {
    var json: PythonJSON {
        switch self {
        case .number(let number): .number(number)
        case .category(let name): .text(name)
        case .boolean(let boolean): .boolean(boolean)
        }
    }
}
