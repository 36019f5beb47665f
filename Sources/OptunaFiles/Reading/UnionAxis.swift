import HyperparameterSearch

/// All that the trials of a study have of one parameter: the distributions, united.
struct UnionAxis {
    let name: String
    private var distributions: Set<OptunaDistribution> = []
    private var low = Double.infinity
    private var high = -Double.infinity
    private var isWhole = true
    private var isLog = true
    private var steps: Set<Double> = []
    private var hasAllReals = false
    private var choices: [ParameterValue] = []
    private var seen: Set<ParameterValue> = []
    /// The number of complete trials that have it.
    private(set) var completeCount = 0

    init(_ name: String) { self.name = name }

    /// Whether trials have different distributions of it.
    var isUnited: Bool { distributions.count > 1 }

    /// - Throws: ``UnexpectedRow`` where it is a number in some trials and a choice in others.
    mutating func add(_ value: ParameterValue, from known: ReadParameters.Known, isComplete: Bool) throws {
        if isComplete { completeCount += 1 }
        if case .number(let number) = value, known.choices.isEmpty {
            (low, high) = (min(low, number), max(high, number))
        }
        guard distributions.insert(known.distribution).inserted else { return }
        switch known.distribution {
        case .float(let low, let high, let isLog, let step):
            add(low, high, isLog)
            isWhole = false
            if let step { steps.insert(step) } else { hasAllReals = true }
        case .integer(let low, let high, let isLog, let step):
            add(Double(low), Double(high), isLog)
            steps.insert(Double(step))
        case .categorical:
            for choice in known.choices where seen.insert(choice).inserted { choices.append(choice) }
        }
        guard choices.isEmpty || low > high else {
            throw UnexpectedRow(
                what: "the parameter '\(name.prefix(100))' as a number in some trials and a choice in others")
        }
    }

    private mutating func add(_ low: Double, _ high: Double, _ isLog: Bool) {
        (self.low, self.high) = (min(self.low, low), max(self.high, high))
        self.isLog = self.isLog && isLog
    }

    /// The values of all distributions. A step or a log scale stays where all have it and it fits the whole range.
    var domain: Domain {
        guard choices.isEmpty else { return .choice(choices) }
        guard low < high else { return .choice([.number(low)]) }
        let scale: Domain.Scale = isLog && low > 0 ? .log : .linear
        if isWhole, abs(low) <= 0x1p53, abs(high) <= 0x1p53 {
            let range = Int(low)...Int(high)
            let step = steps.count == 1 ? Int(steps.first ?? 1) : 1
            let fits = scale == .linear && StepProblem(step, in: range) == nil
            return .integer(range, scale: scale, step: fits ? step : 1)
        }
        let step = hasAllReals || steps.count != 1 || isLog ? nil : steps.first
        let fitting = step.flatMap { StepProblem($0, in: low...high) == nil ? $0 : nil }
        return .float(low...high, scale: scale, step: fitting)
    }
}
