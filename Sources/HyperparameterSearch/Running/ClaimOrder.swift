/// The order in which runs that share a study claim trials: whole batches of trials that share work.
///
/// The trials of a window of consecutive numbers are sorted by batch key and cut into batches of the preferred size. Every
/// run finds the same batches, and claims the first ones that are free. So a batch shares as much work as in a run that
/// has the window to itself.
struct ClaimOrder {
    /// The number of a shard's trials in a window.
    private static var windowSize: Int { 8192 }

    /// How many batches of neighbours a run with windows claims, or gives back, together.
    static var batchesInWindows: Int { 4 }

    private let key: @Sendable (TrialParameters) -> BatchKey?
    /// The number of neighbours that are claimed together: a batch. In a window later batches hold the best of more
    /// neighbours.
    private let blockSize: Int
    private let shard: Shard
    private let budget: Int
    /// The first number of the window from which trials are claimed; nil before the first claim.
    private var start: Int?
    /// Whether all windows have been passed once. Trials that are given back later are few, and are looked for in order in
    /// the first window that has unfinished trials.
    private var isAfterEnd = false
    /// The last window's first number and its trials in order.
    private var known: (start: Int, order: [Int])?

    /// - Returns: nil where trials share no work, or are claimed by generation or cohort.
    init?<O: Objective>(_ runner: StudyRunner<O>) {
        let objective = runner.objective
        guard objective.preferredBatchSize > 1, !runner.isAdaptive, !runner.hasCohorts else { return nil }
        key = { objective.batchKey(for: $0) }
        blockSize = objective.preferredBatchSize * (runner.hasWindows ? Self.batchesInWindows : 1)
        shard = runner.shard
        budget = runner.study.definition.budget
    }

    private var stride: Int { Self.windowSize * shard.count }

    /// The trials of the present window in order; nil where there is no window left, or its trials have no keys.
    ///
    /// - Parameter firstUnfinished: the lowest number whose trial has no result. The first window has it.
    mutating func numbers(
        from proposals: inout any Proposals, firstUnfinished: () throws -> Int
    ) throws -> [Int]? {
        let start = try self.start ?? firstUnfinished() / stride * stride
        self.start = start
        guard start < budget else { return nil }
        if let known, known.start == start { return known.order.isEmpty ? nil : known.order }
        let numbers = (start..<min(start + stride, budget)).filter(shard.contains)
        let order = try proposals.known(numbers).map(inOrder) ?? []
        known = (start, order)
        return order.isEmpty ? nil : order
    }

    /// Goes on to the next window, because nothing of this one is free.
    mutating func advance() {
        if let start { self.start = isAfterEnd ? budget : start + stride }
    }

    /// Begins again at the first window with unfinished trials, because nothing of the last one is free.
    mutating func restart() { (start, isAfterEnd) = (nil, true) }

    private func inOrder(_ candidates: [Candidate]) -> [Int] {
        let keyed = candidates.map { (key: key($0.parameters)?.rawValue, number: $0.number) }
        guard keyed.contains(where: { $0.key != nil }) else { return [] }
        let sorted = keyed.sorted { ($0.key ?? 0, $0.number) < ($1.key ?? 0, $1.number) }
        return BatchQueue.spread(sorted.map(\.number), batchSize: blockSize)
    }
}
