import HyperparameterSearch

/// The finished trials that a ``TPESampler`` keeps: the best complete ones, and the newest ones of any result.
public struct ParzenKnowledge: Sendable, Hashable {
    /// The number of all finished trials.
    private(set) var count = 0
    /// The best complete trials, best first; equal values in order of number.
    private(set) var best: [Observation] = []
    /// In order of number.
    private(set) var newest: [Observation] = []
    /// The codes of all finished trials' points, in a small finite space.
    private(set) var codes: Set<Int> = []

    init() {}

    /// - Parameters:
    ///   - observations: in order of number, after those that were learned before.
    ///   - count: the number of finished trials, the learned ones among them.
    mutating func learn(_ observations: [Observation], codes: [Int], count: Int, settings: ParzenSettings) {
        self.count = count
        self.codes.formUnion(codes)
        for observation in observations where observation.isComplete {
            let place = best.firstIndex { observation.isBetter(than: $0) } ?? best.count
            if place < settings.mostGood { best.insert(observation, at: place) }
            if best.count > settings.mostGood { best.removeLast() }
        }
        newest += observations
        if newest.count > settings.mostOthers { newest.removeFirst(newest.count - settings.mostOthers) }
    }

    /// The good trials, best first, and the others, in order of number.
    ///
    /// A pruned trial is good where the value that it had reached is good. A failed trial is worse than all others.
    ///
    /// - Parameter wanted: the number of good trials; there are fewer where fewer trials have values.
    func split(good wanted: Int) -> (good: [Observation], others: [Observation]) {
        var ranked = best
        for pruned in newest where pruned.isPruned && pruned.value != nil {
            let place = ranked.firstIndex { pruned.isBetter(than: $0) } ?? ranked.count
            if place < wanted { ranked.insert(pruned, at: place) }
        }
        let good = Array(ranked.prefix(wanted))
        let numbers = Set(good.map(\.number))
        return (good, newest.filter { !numbers.contains($0.number) })
    }
}

extension Observation {
    fileprivate func isBetter(than other: Observation) -> Bool {
        guard let value, let worse = other.value else { return value != nil }
        return value == worse ? number < other.number : value < worse
    }
}
