/// The grouping of an adaptive sampler's trials.
public struct Generations: Sendable, Hashable {
    /// The number of trials in a generation.
    public let size: Int
    /// How many generations may be in flight while the next one begins. With 0 each generation waits for all earlier
    /// ones; with 1 no worker waits unless it falls a whole generation behind.
    public let lag: Int

    /// The largest accepted number of trials in a generation, and the largest lag.
    public static let largestSize = 1_000
    /// The largest accepted lag.
    public static let largestLag = 100

    /// - Precondition: `size` is in 1...``largestSize``, `lag` in 0...``largestLag``.
    public init(size: Int, lag: Int = 1) {
        precondition(
            (1...Self.largestSize).contains(size) && (0...Self.largestLag).contains(lag),
            "a generation has 1 to \(Self.largestSize) trials, and a lag of 0 to \(Self.largestLag)")
        self.size = size
        self.lag = lag
    }

    /// The generations of samplers that are not told otherwise: 8 trials, one generation in flight.
    public static let standard = Generations(size: 8, lag: 1)

    /// The numbers of a generation's trials.
    ///
    /// - Parameters:
    ///   - index: of the generation; -1 for the points.
    ///   - points: how many points come first.
    public func numbers(of index: Int, after points: Int) -> Range<Int> {
        index < 0 ? 0..<points : (points + index * size)..<(points + (index + 1) * size)
    }

    /// The index of the generation that a trial belongs to; -1 for a point.
    public func index(of number: Int, after points: Int) -> Int {
        number < points ? -1 : (number - points) / size
    }

    /// The trial number below which trials may be claimed.
    ///
    /// - Parameters:
    ///   - finished: the number below which all trials have results.
    ///   - points: the number of points, which come first.
    public func end(finished: Int, after points: Int) -> Int {
        // All generations below this index are finished. The points count as generation -1.
        let done = finished < points ? -1 : (finished - points) / size
        // Generation g needs the generations below g - lag.
        return numbers(of: done + lag, after: points).upperBound
    }
}
