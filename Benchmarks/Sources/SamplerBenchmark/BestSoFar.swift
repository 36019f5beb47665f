/// The truth of the trial with the best value, after certain counts of trials.
struct BestSoFar {
    private let counts: [Int]
    private var best: Score?
    private var seen = 0
    /// `[count]`.
    private(set) var truths: [Double?] = []

    init(counts: [Int]) { self.counts = counts }

    mutating func add(_ score: Score?) {
        if let score, best.map({ score.value < $0.value }) ?? true { best = score }
        seen += 1
        if truths.count < counts.count, counts[truths.count] == seen { truths.append(best?.truth) }
    }
}
