import HyperparameterSearch

extension UnitCube {
    /// The number of distinct points, where it is finite; `Int.max` where it is larger than that.
    ///
    /// A parameter and those that depend on it form a tree. The points of a tree are the sum over the parameter's values
    /// of the products of the trees that each value has.
    public var size: Int? {
        let children = Dictionary(grouping: space.parameters) { $0.condition?.parent ?? "" }
        return Self.product((children[""] ?? []).map { Self.size($0, children) })
    }

    /// The number of distinct points, those of `points` that are not in the cube included.
    func size(after points: [TrialParameters]) -> Int? {
        size.map { size in
            let strangers = points.count { parameters(at: point(of: $0)) != $0 }
            return size.addingReportingOverflow(strangers).overflow ? .max : size + strangers
        }
    }

    private static func size(_ parameter: Parameter, _ children: [String: [Parameter]]) -> Int? {
        guard let values = parameter.domain.valueCount else { return nil }
        let dependent = children[parameter.name] ?? []
        let named = Set(dependent.flatMap { $0.condition?.values ?? [] })
        var sum = values - named.count
        for value in named {
            let trees = dependent.filter { $0.condition?.values.contains(value) ?? false }
            guard let product = product(trees.map { size($0, children) }) else { return nil }
            let (next, overflow) = sum.addingReportingOverflow(product)
            sum = overflow ? .max : next
        }
        return sum
    }

    private static func product(_ factors: [Int?]) -> Int? {
        var product = 1
        for factor in factors {
            guard let factor else { return nil }
            let (next, overflow) = product.multipliedReportingOverflow(by: factor)
            product = overflow ? .max : next
        }
        return product
    }
}
