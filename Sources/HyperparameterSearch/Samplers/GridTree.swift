/// Counts the combinations of a grid's axes, and finds one by its number without going through those before it.
///
/// An axis and those that depend on it form a tree. The combinations of a tree are the sum over the axis's values of
/// the products of the trees that each value has.
struct GridTree: Sendable, Hashable {
    /// The number of combinations of all axes.
    let size: Int
    /// `[axis]`, in the order of the loops.
    private let nodes: [Node]

    private struct Node: Sendable, Hashable {
        /// The axis that decides whether this axis is in a combination; nil where it is in all of them.
        var parent: Int?
        /// The indices of the parent's values that this axis needs.
        var needed: Set<Int> = []
        /// The number of the axis's values.
        let count: Int
        /// `[value]`: the combinations of the trees that depend on the value; empty where no axis depends on this one.
        var weights: [Int] = []
        /// `[value]`: the sum of the weights before the value; at the end, the sum of all. Empty as the weights are.
        var sums: [Int] = []

        /// The combinations of the axis's tree.
        var total: Int { sums.last ?? count }

        /// The value whose combinations have this one among them.
        func value(at place: Int) -> Int {
            var (low, high) = (0, count - 1)
            while low < high {
                let middle = (low + high + 1) / 2
                if sums[middle] <= place { low = middle } else { high = middle - 1 }
            }
            return low
        }
    }

    /// - Parameter axes: conditions name earlier axes.
    /// - Returns: nil where there are more than `most` combinations.
    init?(_ axes: [GridSampler.Axis], most: Int) {
        let places = Dictionary(axes.enumerated().map { ($1.name, $0) }) { first, _ in first }
        var nodes = axes.map { Node(count: $0.values.count) }
        var size = 1
        func product(_ one: Int, _ other: Int) -> Int? {
            let (product, overflow) = one.multipliedReportingOverflow(by: other)
            return overflow || product > most ? nil : product
        }
        for index in axes.indices.reversed() {
            if !nodes[index].weights.isEmpty {
                nodes[index].sums = nodes[index].weights.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
            }
            guard nodes[index].total <= most else { return nil }
            guard let condition = axes[index].condition, let parent = places[condition.parent] else {
                guard let larger = product(size, nodes[index].total) else { return nil }
                size = larger
                continue
            }
            nodes[index].parent = parent
            nodes[index].needed = Set(condition.values.compactMap(axes[parent].values.firstIndex))
            if nodes[parent].weights.isEmpty { nodes[parent].weights = [Int](repeating: 1, count: nodes[parent].count) }
            for value in nodes[index].needed {
                guard let weight = product(nodes[parent].weights[value], nodes[index].total) else { return nil }
                nodes[parent].weights[value] = weight
            }
        }
        (self.size, self.nodes) = (size, nodes)
    }

    /// `[axis]`: the index of each axis's value in combination `number`; nil where the combination lacks the axis.
    func indices(of number: Int) -> [Int?] {
        var indices: [Int?] = []
        indices.reserveCapacity(nodes.count)
        // The combinations that agree in the axes so far, and the number among them.
        var (open, rest) = (size, number)
        for node in nodes {
            if let parent = node.parent {
                guard let value = indices[parent], node.needed.contains(value) else {
                    indices.append(nil)
                    continue
                }
            }
            open /= node.total
            guard !node.weights.isEmpty else {
                indices.append(rest / open)
                rest %= open
                continue
            }
            let value = node.value(at: rest / open)
            rest -= node.sums[value] * open
            open *= node.weights[value]
            indices.append(value)
        }
        return indices
    }
}
