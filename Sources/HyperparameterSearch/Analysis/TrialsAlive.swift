/// How many trials were still evaluated at each step.
public enum TrialsAlive {
    public struct Entry: Sendable, Hashable {
        public let step: Int
        /// How many trials ran this step.
        public let alive: Int

        public init(step: Int, alive: Int) {
            self.step = step
            self.alive = alive
        }
    }

    /// The steps at which trials ended, ascending, and before them step 1: between two entries, as many are alive as
    /// the later one says.
    ///
    /// - Parameter steps: how many each trial ran.
    public static func curve(_ steps: [Int]) -> [Entry] {
        let ends = steps.filter { $0 >= 1 }.sorted()
        var curve: [Entry] = []
        for (index, step) in ends.enumerated() where index == 0 || ends[index - 1] != step {
            curve.append(Entry(step: step, alive: ends.count - index))
        }
        if let first = curve.first, first.step > 1 { curve.insert(Entry(step: 1, alive: ends.count), at: 0) }
        return curve
    }
}
