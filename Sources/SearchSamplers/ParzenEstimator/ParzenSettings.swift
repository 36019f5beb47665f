/// The constants of a ``TPESampler``.
///
/// The bandwidth of the good trials, their weights and the weight of the flat kernel were chosen on the convergence
/// objective (30 searches of 200 trials with the seeds 1001 to 1030); Branin, Hartmann 6, Ackley 10 and Rosenbrock 5 (40
/// searches, seeds 2001 to 2040) agree that kernels should be narrower than 0.2 n^(-1/(d + 4)) of the good trials' number.
struct ParzenSettings: Sendable, Hashable {
    /// The trials of the start, at least.
    var startCount = 10
    /// The good trials: this fraction of the finished ones, rounded up, and no more than ``mostGood``.
    var goodFraction = 0.1
    var mostGood = 25
    /// The newest trials that represent the others.
    var mostOthers = 700
    /// The points that are drawn for each trial.
    var candidates = 24
    /// A bandwidth is its constant times n^(-1/(d + 4)), with d axes. For good trials n is the number of all finished
    /// trials, so that their kernels become narrower although their number does not grow; for the others it is the
    /// number of those that have the axis.
    var goodBandwidth = 0.17
    var otherBandwidth = 0.2
    /// The best of the good trials weighs ``bestWeight``, and the weights fall evenly towards 1.
    var bestWeight = 4.0
    /// The weights of the flat kernels.
    var goodPrior = 0.3
    var otherPrior = 1.0
    /// A finite space with at most this many codes is small: the sampler remembers all evaluated points.
    var mostCodes = 1 << 17
}
