/// The parameters of several trials, one column for each parameter.
///
/// The trials of a study may have different sets of parameters: points with a constant step size beside sampled power
/// laws. The columns are the most frequent set, and trials that lack one of its parameters are left out. In a space with
/// conditions, the columns are the parameters that every trial has, so that no trial is left out for lack of the others.
public struct ParameterTable: Sendable {
    /// The trials that have a value in every column, in the order given.
    public let trials: [Trial]
    /// In the order of the search space. Parameters that the space does not have come last, sorted by name.
    public let columns: [ParameterColumn]
    /// How many trials lack one of the columns' parameters.
    public let leftOut: Int
    /// The parameters that some of the trials lack by a condition of the space. They have no column.
    public let partial: [String]

    /// - Parameters:
    ///   - trials: the trials whose parameters make the columns.
    ///   - space: the study's parameters, as far as they are known; may be empty.
    public init(_ trials: [Trial], space: [Parameter] = []) {
        let found = Set(trials.flatMap { ($0.parameters?.values ?? [:]).keys })
        let names = Self.names(of: trials, found: found, space)
        let rows = trials.filter { trial in names.allSatisfy { trial.parameters?[$0] != nil } }
        let known = space.map(\.name).filter(names.contains)
        self.trials = rows
        leftOut = trials.count - rows.count
        partial = space.filter { $0.condition != nil && found.contains($0.name) && !names.contains($0.name) }.map(
            \.name)
        columns = (known + names.subtracting(known).sorted()).map { name in
            let domain = space.first { $0.name == name }?.domain
            return Self.column(name, rows.compactMap { $0.parameters?[name] }, domain: domain)
        }
    }

    /// The names of the columns.
    private static func names(of trials: [Trial], found: Set<String>, _ space: [Parameter]) -> Set<String> {
        let always = space.filter { $0.condition == nil }.map(\.name).filter(found.contains)
        if space.contains(where: { $0.condition != nil }), !always.isEmpty {
            let rows = trials.filter { trial in always.allSatisfy { trial.parameters?[$0] != nil } }
            return found.filter { name in always.contains(name) || rows.allSatisfy { $0.parameters?[name] != nil } }
        }
        var kinds: [Set<String>: Int] = [:]
        for trial in trials { kinds[Set((trial.parameters?.values ?? [:]).keys), default: 0] += 1 }
        // The most frequent set of names. Of equally frequent sets, the larger one, then the first by name.
        return kinds.max { one, other in
            if one.value != other.value { return one.value < other.value }
            if one.key.count != other.key.count { return one.key.count < other.key.count }
            return other.key.sorted().lexicographicallyPrecedes(one.key.sorted())
        }?.key ?? []
    }

    /// The columns with more than one value.
    public var varying: [ParameterColumn] { columns.filter { !$0.isConstant } }

    private static func column(_ name: String, _ values: [ParameterValue], domain: Domain?) -> ParameterColumn {
        let numbers = values.compactMap { value in
            if case .number(let number) = value { number } else { nil }
        }
        guard numbers.count == values.count else {
            let names = categories(values, domain: domain)
            let indices = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
            return ParameterColumn(
                name, .categories(values.map { indices[$0.description] ?? 0 }, names: names))
        }
        return ParameterColumn(name, .numbers(numbers), scale: scale(of: domain, numbers: numbers))
    }

    /// In the order of the domain. Categories that the domain does not list come last, sorted by name.
    private static func categories(_ values: [ParameterValue], domain: Domain?) -> [String] {
        let found = Set(values.map(\.description))
        var listed: [String] = []
        if case .choice(let choices) = domain {
            for name in choices.map(\.description) where found.contains(name) && !listed.contains(name) {
                listed.append(name)
            }
        }
        return listed + found.subtracting(listed).sorted()
    }

    /// The domain's scale. A list of numbers that spans two decades or more is logarithmic.
    private static func scale(of domain: Domain?, numbers: [Double]) -> Domain.Scale {
        guard let least = numbers.min(), let greatest = numbers.max(), least > 0 else { return .linear }
        switch domain {
        case .float(_, let scale, _), .integer(_, let scale, _): return scale
        case .choice where greatest / least >= 100: return .log
        case .choice, nil: return .linear
        }
    }
}
