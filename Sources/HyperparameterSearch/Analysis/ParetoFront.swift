/// The Pareto front of a search with several objectives: the trials that no other trial dominates.
///
/// A trial *dominates* another if it is at least as good in every objective and strictly better in at least one. Values are
/// compared exactly. So trials whose values are all equal do not dominate each other: they are all on the front, or none is.
public struct ParetoFront: Sendable, Hashable {
    /// A trial with its values.
    public struct Point: Sendable, Hashable {
        /// The trial's number.
        public let number: Int
        /// `[objective]`
        public let values: [Double]

        /// A point with a value for each objective.
        public init(number: Int, values: [Double]) {
            self.number = number
            self.values = values
        }
    }

    /// The trials of the front: the best in the first objective comes first; equal values are ordered by the second
    /// objective, and so on, and equal points by number.
    public let points: [Point]

    /// - Parameters:
    ///   - points: trials in any order, each with as many values as the first one. Points with a value that is not finite
    ///     are left out.
    ///   - direction: whether small or large values are better, in all objectives.
    /// - Complexity: O(n log n) for n trials with two objectives, O(n log n + n f) with more, where f is the size of the
    ///   front.
    public init(_ points: some Sequence<Point>, direction: Direction) {
        // A trial comes after all that dominate it.
        let ordered = points.filter { $0.values.allSatisfy(\.isFinite) }.sorted { a, b in
            let difference = zip(a.values, b.values).first { $0 != $1 }
            return difference.map { direction.prefers($0, to: $1) } ?? (a.number < b.number)
        }
        var front: [Point] = []
        for point in ordered {
            // With two objectives, the last of the front has the best second value so far.
            let rivals = point.values.count == 2 ? front.suffix(1) : front[...]
            if !rivals.contains(where: { Self.dominates($0.values, point.values, direction) }) { front.append(point) }
        }
        self.points = front
    }

    /// Whether values `a` are at least as good as `b` in every objective, and better in one.
    public static func dominates(_ a: [Double], _ b: [Double], _ direction: Direction) -> Bool {
        var isBetter = false
        for (x, y) in zip(a, b) where x != y {
            guard direction.prefers(x, to: y) else { return false }
            isBetter = true
        }
        return isBetter
    }
}
