import StudyFiles

/// How the summed error of a trial is spread over its steps: the shares of the steps 1 to 100, 101 to 1,000, and so on.
///
/// They say whether a schedule's mean error is decided early or late. They follow from the trial's trace, whose running
/// mean times the step is the sum up to that step; of several networks the running mean is the aggregation over them.
public struct ErrorShares: Sendable, Hashable {
    /// A decade of steps; the first part has two, from step 1 to 100.
    public struct Part: Sendable, Hashable, Encodable {
        public let from: Int
        public let to: Int
        /// The part of the summed error that the steps `from` to `to` have, 0...1.
        public let share: Double
    }

    /// In ascending order of steps. The shares add up to 1.
    public let parts: [Part]

    /// - Returns: nil if all errors are 0, or the curve lacks a sample at the end of a part.
    public init?(_ curve: ErrorCurve) {
        guard let last = curve.samples.last, last.runningMean > 0 else { return nil }
        let sums = Dictionary(curve.samples.map { ($0.step, $0.runningMean * Double($0.step)) }) { first, _ in first }
        let total = last.runningMean * Double(last.step)
        var parts: [Part] = []
        var (done, before, end) = (0, 0.0, 100)
        while done < last.step {
            let to = min(end, last.step)
            guard let sum = sums[to] else { return nil }
            parts.append(Part(from: done + 1, to: to, share: (sum - before) / total))
            (done, before, end) = (to, sum, end * 10)
        }
        self.parts = parts
    }
}
