import HyperparameterSearch

/// Random search spaces: every form of a parameter, some only in some trials.
public struct RandomSpace {
    public var random: FuzzRandom
    /// Whether all parameters have few values.
    public var isFinite = false
    public var hasConditions = true
    /// Whether some parameters have values without an order.
    public var hasNames = true

    public init(seed: UInt64) {
        random = FuzzRandom(seed: seed)
    }

    public mutating func parameters(_ count: Int) -> [Parameter] {
        var parameters: [Parameter] = []
        for index in 0..<count {
            let parameter = Parameter("p\(index)", domain())
            guard hasConditions, random.isOne(in: 2), let (parent, values) = condition(among: parameters) else {
                parameters.append(parameter)
                continue
            }
            parameters.append(parameter.when(parent, is: values))
        }
        return parameters
    }

    private mutating func condition(among parameters: [Parameter]) -> (String, [ParameterValue])? {
        let parents = parameters.filter { $0.domain.valueCount.map { $0 < 50 } ?? false }
        guard !parents.isEmpty else { return nil }
        let parent = random.pick(parents)
        let count = parent.domain.valueCount ?? 1
        let values = (0..<count).map { parent.domain.value(withIndex: $0) }.filter { _ in random.isOne(in: 2) }
        return (parent.name, values.isEmpty ? [parent.domain.value(withIndex: 0)] : values)
    }

    private mutating func domain() -> Domain {
        let most = isFinite ? 4 : 40
        switch random.below(hasNames ? 8 : 6) {
        case 0:
            let (step, low) = (random.pick([0.1, 0.25, 3, 0.001, 1e-7]), random.pick([0, -1, 0.5, 12]))
            let steps = 1 + random.below(most)
            let end = Domain.float(low...low + Double(steps) * step, scale: .linear)
            guard case .float(let range, _, _) = end else { return end }
            return .float(range, scale: .linear, step: step)
        case 1:
            let (low, step) = (random.below(20) - 10, 1 + random.below(5))
            return .integer(low...low + step * (1 + random.below(most)), step: step)
        case 2:
            let low = 1 + random.below(3)
            return .integer(low...low + 1 + random.below(isFinite ? 4 : 2000), scale: .log)
        case 3:
            let low = random.below(20) - 10
            return .integer(low...low + 1 + random.below(most))
        case 4 where !isFinite:
            return .float(-1...random.pick([0.5, 3, 100]), scale: .linear)
        case 5 where !isFinite:
            return .float(1e-5...random.pick([1e-3, 1, 100]), scale: .log)
        case 6:
            return .choice([true, false])
        case 7:
            return .choice(["sgd", "adam", 0.5, true].prefix(1 + random.below(4)).map(\.self))
        default:
            return .choice([3, 1, 4, 1.5].prefix(1 + random.below(4)).map(\.self))
        }
    }
}
