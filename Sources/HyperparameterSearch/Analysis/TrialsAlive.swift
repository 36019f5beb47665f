/// How many trials were still running at each step.
public enum TrialsAlive {
    /// A step of the curve.
    public struct Entry: Sendable, Hashable {
        /// The step, from 1.
        public let step: Int
        /// The number of trials that ran this step.
        public let alive: Int

        /// The number of trials that ran this step.
        public init(step: Int, alive: Int) {
            self.step = step
            self.alive = alive
        }
    }

    /// Step 1, then the steps at which trials ended, in ascending order. The count of an entry holds for every step
    /// after the entry before it.
    ///
    /// - Parameter steps: the number of steps that each trial ran.
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
