import HyperparameterSearch

/// Finds on which other parameter a parameter depends that only some trials have.
///
/// Optuna does not store conditions: its programs ask for a parameter or do not. A parameter depends on an earlier one
/// where the values of that one in the trials that have the parameter are none of those in the trials that lack it.
struct FoundConditions {
    private struct Pair {
        let parent: String
        var with: Set<ParameterValue> = []
        var without: Set<ParameterValue> = []
        var isPossible = true
    }

    /// By the name of the parameter that only some trials have.
    private var pairs: [String: [Pair]] = [:]

    /// More values than a condition lists.
    private static let mostValues = 100
    /// A study with more pairs is left without conditions.
    private static let mostPairs = 2_000

    /// - Parameters:
    ///   - domains: all parameters, in order.
    ///   - partial: the names of those that only some of the complete trials have.
    init(_ domains: [(name: String, domain: Domain)], partial: Set<String>) {
        // Choices come before whole numbers, and few values before many, which tell trials apart by chance sooner.
        var earlier: [(name: String, isNumber: Bool, count: Int)] = []
        for (name, domain) in domains {
            if partial.contains(name) {
                let likely = earlier.sorted { ($0.isNumber ? 1 : 0, $0.count) < ($1.isNumber ? 1 : 0, $1.count) }
                pairs[name] = likely.map { Pair(parent: $0.name) }
            }
            if case .float = domain { continue }
            let isNumber = if case .integer = domain { true } else { false }
            if let count = domain.valueCount, count > 1, count <= Self.mostValues {
                earlier.append((name, isNumber, count))
            }
        }
        if pairs.values.reduce(0, { $0 + $1.count }) > Self.mostPairs { pairs = [:] }
    }

    var isEmpty: Bool { pairs.isEmpty }

    /// Notes a trial.
    ///
    /// - Parameter isComplete: whether the trial has all of its parameters: the program may have been stopped before it
    ///   asked for others.
    mutating func note(_ parameters: [String: ParameterValue], isComplete: Bool) {
        for name in pairs.keys {
            let has = parameters[name] != nil
            for index in pairs[name]!.indices where pairs[name]![index].isPossible {
                let value = parameters[pairs[name]![index].parent]
                switch (value, has) {
                case (let value?, true): pairs[name]![index].with.insert(value)
                case (let value?, false) where isComplete: pairs[name]![index].without.insert(value)
                case (nil, true): pairs[name]![index].isPossible = false
                case (_, false): break
                }
                if !pairs[name]![index].with.isDisjoint(with: pairs[name]![index].without) {
                    pairs[name]![index].isPossible = false
                }
            }
        }
    }

    /// The condition of a parameter; nil where none was found.
    ///
    /// - Parameter domain: gives the values of the other parameter.
    func condition(of name: String, domain: (String) -> Domain?) -> Condition? {
        for pair in pairs[name] ?? [] where pair.isPossible && !pair.with.isEmpty {
            guard let parent = domain(pair.parent), let count = parent.valueCount else { continue }
            let values = (0..<count).map(parent.value(withIndex:)).filter(pair.with.contains)
            guard values.count == pair.with.count else { continue }
            return Condition(pair.parent, is: values)
        }
        return nil
    }
}
