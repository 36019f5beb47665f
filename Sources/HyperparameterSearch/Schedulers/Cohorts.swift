/// The grouping of a study's trials, by number, into cohorts.
///
/// The cohorts of an adaptive sampler are its generations; its points are cohort -1. The cohorts of an independent
/// sampler follow each other from trial 0, and their sizes repeat.
public struct Cohorts: Sendable, Hashable {
    /// The number of trials in cohort -1.
    let points: Int
    /// The sizes of cohorts 0, 1, ...; after the last one the sizes begin again.
    let sizes: [Int]
    /// A cohort knows the trials of the cohorts below its own index minus the lag, which have ended when it begins; nil
    /// where cohorts may begin at any time.
    let lag: Int?

    /// Cohorts of an independent sampler.
    ///
    /// - Precondition: there is a size, and each is at least 1.
    public init(sizes: [Int]) {
        precondition(!sizes.isEmpty && sizes.allSatisfy { $0 >= 1 }, "a cohort has at least one trial")
        (points, self.sizes, lag) = (0, sizes, nil)
    }

    /// The generations of an adaptive sampler.
    public init(_ generations: Generations, after points: Int) {
        (self.points, sizes, lag) = (points, [generations.size], generations.lag)
    }

    private var total: Int { sizes.reduce(0, +) }

    /// The index of the cohort that a trial belongs to.
    public func index(of number: Int) -> Int {
        guard number >= points else { return -1 }
        var (index, left) = ((number - points) / total * sizes.count, (number - points) % total)
        for size in sizes {
            if left < size { break }
            left -= size
            index += 1
        }
        return index
    }

    /// The numbers of a cohort's trials.
    public func numbers(of index: Int) -> Range<Int> {
        guard index >= 0 else { return 0..<points }
        let (round, place) = (index / sizes.count, index % sizes.count)
        let first = points + round * total + sizes[..<place].reduce(0, +)
        return first..<(first + sizes[place])
    }

    /// The trial number below which the trials come before a cohort and may be compared with its trials.
    func earlierEnd(of index: Int) -> Int {
        guard let lag else { return numbers(of: index).lowerBound }
        // Cohort -1 knows nothing, and cohort -1 is known from cohort `lag` on.
        return index - lag < 0 ? 0 : numbers(of: index - lag).lowerBound
    }

    /// The nearest numbers of trials, below and above `budget`, that cut no cohort; nil where `budget` cuts none.
    func whole(near budget: Int) -> (below: Int, above: Int)? {
        let cut = numbers(of: index(of: budget))
        return cut.lowerBound == budget || budget == 0 ? nil : (cut.lowerBound, cut.upperBound)
    }
}
