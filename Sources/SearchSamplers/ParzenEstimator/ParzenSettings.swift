/// The constants of a ``TPESampler``.
struct ParzenSettings: Sendable, Hashable {
    /// The trials of the start, at least.
    var startCount = 10
    /// The good trials: this fraction of the finished ones, rounded up, and no more than `mostGood`.
    var goodFraction = 0.1
    var mostGood = 25
    /// The newest trials that the others are represented by.
    var mostOthers = 1000
    /// A finite space with at most this many codes is small: the sampler remembers all evaluated points.
    var mostCodes = 1 << 17
    var candidates = 24
    var goodBandwidth = 0.2
    var otherBandwidth = 0.2
    var goodPrior = 1.0
    var otherPrior = 1.0
    var leastBandwidth = 0.0
    var power = 1.0
    var rankWeight = 0.0
    var spread = 0.0
    var root = 0.0

    init() {}
    mutating func set(_ name: String, _ value: Double) {}
}
