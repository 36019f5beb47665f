/// The parameters of trials, a column each.
///
/// A study may have trials of several kinds: points with a constant step size beside sampled power laws. The columns
/// are the parameters that most trials have, and trials that lack one of them are left out.
public struct ParameterTable: Sendable {
    /// The trials that have a value in every column, in the order given.
    public let trials: [Trial]
    /// In the order of the search space; parameters that it does not know stand last, by name.
    public let columns: [ParameterColumn]
    /// How many trials lack a parameter of the columns.
    public let leftOut: Int

    /// - Parameter space: what is known of the parameters; may be empty.
    public init(_ trials: [Trial], space: [Parameter] = []) {
        var kinds: [Set<String>: Int] = [:]
        for trial in trials { kinds[Set((trial.parameters?.values ?? [:]).keys), default: 0] += 1 }
        // The most frequent set of names; of two as frequent, the larger, then the first by name.
        let names =
            kinds.max { one, other in
                if one.value != other.value { return one.value < other.value }
                if one.key.count != other.key.count { return one.key.count < other.key.count }
                return other.key.sorted().lexicographicallyPrecedes(one.key.sorted())
            }?.key ?? []
        let rows = trials.filter { trial in names.allSatisfy { trial.parameters?[$0] != nil } }
        let known = space.map(\.name).filter(names.contains)
        self.trials = rows
        leftOut = trials.count - rows.count
        columns = (known + names.subtracting(known).sorted()).map { name in
            let domain = space.first { $0.name == name }?.domain
            return Self.column(name, rows.compactMap { $0.parameters?[name] }, domain: domain)
        }
    }

    /// The columns in which trials differ.
    public var varying: [ParameterColumn] { columns.filter { !$0.isConstant } }

    private static func column(_ name: String, _ values: [ParameterValue], domain: Domain?) -> ParameterColumn {
        let numbers = values.compactMap { value in
            if case .number(let number) = value { number } else { nil }
        }
        guard numbers.count == values.count else {
            let names = categories(values, domain: domain)
            let places = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
            return ParameterColumn(
                name, .categories(values.map { places[$0.description] ?? 0 }, names: names))
        }
        return ParameterColumn(name, .numbers(numbers), scale: scale(of: domain, numbers: numbers))
    }

    /// In the order of the domain; those that it does not list stand last, by name.
    private static func categories(_ values: [ParameterValue], domain: Domain?) -> [String] {
        let found = Set(values.map(\.description))
        var listed: [String] = []
        if case .choice(let choices) = domain { listed = choices.map(\.description).filter(found.contains) }
        return listed + found.subtracting(listed).sorted()
    }

    /// The domain's scale; a list of numbers that reach over two decades reads best on a logarithmic one.
    private static func scale(of domain: Domain?, numbers: [Double]) -> Domain.Scale {
        guard let least = numbers.min(), let greatest = numbers.max(), least > 0 else { return .linear }
        switch domain {
        case .float(_, let scale): return scale
        case .choice where greatest / least >= 100: return .log
        case .choice, .integer, nil: return .linear
        }
    }
}
