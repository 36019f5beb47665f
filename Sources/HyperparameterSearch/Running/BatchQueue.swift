/// A queue of claimed trials that have not begun; it gives them out in batches.
///
/// Trials with equal keys are neighbours. Batches have the preferred size until the last trials; those are divided into
/// smaller batches, so that all threads finish at about the same time.
struct BatchQueue: Sendable {
    /// A batch is never made smaller than the preferred size divided by this.
    private static let smallestFraction = 8

    private var trials: ArraySlice<ClaimedTrial> = []
    private let preferredSize: Int
    private let threads: Int
    private let sharesEvenly: Bool
    /// The size of batches that share the trials of the last append evenly.
    private var share = 1

    /// - Parameters:
    ///   - threads: how many threads the last trials are divided among; 0 for batches of the preferred size to the end.
    ///   - sharesEvenly: whether the trials of every append are divided evenly among the threads, because no others
    ///     come before they have ended.
    init(preferredSize: Int, threads: Int, sharesEvenly: Bool = false) {
        self.preferredSize = max(1, preferredSize)
        self.threads = threads
        self.sharesEvenly = sharesEvenly && threads > 0
    }

    var count: Int { trials.count }

    /// Appends trials: first those with checkpoints, the furthest first, because trials at one step advance together;
    /// then the others, grouped by key and in each group in order of number.
    ///
    /// Batches of the others are spread over the keys: the keys of the first batch, of the middle, of the quarters and
    /// so on. Batches of neighbouring keys may all be slower than others, and the first ones should tell the pace of all.
    mutating func append(_ new: [ClaimedTrial], key: (TrialParameters) -> BatchKey?) {
        let keyed = new.map { (key: key($0.candidate.parameters)?.rawValue ?? 0, trial: $0) }
        let ordered = keyed.sorted { a, b in
            let (one, other) = (a.trial.checkpoint?.step ?? 0, b.trial.checkpoint?.step ?? 0)
            if one != other { return one > other }
            return (a.key, a.trial.candidate.number) < (b.key, b.trial.candidate.number)
        }
        let goingOn = ordered.prefix { $0.trial.checkpoint != nil }.map(\.trial)
        trials += goingOn
        trials += Self.spread(ordered.dropFirst(goingOn.count).map(\.trial), batchSize: preferredSize)
        share = max(1, (trials.count + threads - 1) / max(1, threads))
    }

    /// Whole batches in the order of their indices' reversed bits; a rest that is smaller than a batch comes last.
    static func spread<Element>(_ trials: [Element], batchSize: Int) -> [Element] {
        let count = trials.count / batchSize
        guard count > 2, batchSize > 1 else { return trials }
        let order = (0..<count).sorted { UInt($0).reversedBits < UInt($1).reversedBits }
        let batches = order.flatMap { trials[$0 * batchSize..<($0 + 1) * batchSize] }
        return batches + trials[(count * batchSize)...]
    }

    /// The next batch; nil when the queue is empty.
    ///
    /// - Parameter isLast: whether no more trials are expected.
    mutating func next(isLast: Bool) -> [ClaimedTrial]? {
        guard !trials.isEmpty else { return nil }
        var size = preferredSize
        if sharesEvenly {
            size = min(size, share)
        } else if isLast, threads > 0 {
            let fairSize = trials.count / (2 * threads)
            size = min(size, max(fairSize, preferredSize / Self.smallestFraction, 1))
        }
        let batch = Array(trials.prefix(size))
        trials = trials.dropFirst(size)
        return batch
    }

    /// Removes and returns the trials beyond the first `count`.
    mutating func removeAll(beyond count: Int) -> [ClaimedTrial] {
        let removed = trials.dropFirst(count)
        trials = trials.prefix(count)
        return Array(removed)
    }
}

extension UInt {
    /// The bits in reversed order: 1 becomes the highest bit.
    fileprivate var reversedBits: UInt {
        (0..<UInt.bitWidth).reduce(0) { $0 | (self >> UInt($1) & 1) << UInt(UInt.bitWidth - 1 - $1) }
    }
}
